// The shapes of what travels, and the JSON Schemas that tell them to others.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/table.h"
#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape gate_request, gate_reply;
}

/// What of an operation's inputs travels, as rows of the maps "options", "files" and "secrets" of a request: by their
/// kinds alone, for what they may say is the operation's to judge.
class TravellingFields {
 public:
  explicit TravellingFields(const Operation& operation);
  TravellingFields(const TravellingFields&) = delete;
  TravellingFields& operator=(const TravellingFields&) = delete;
  const std::map<std::string, std::vector<Field>>& groups() const { return groups_; }

 private:
  std::vector<std::string> keys_;
  std::map<std::string, std::vector<Field>> groups_;
};

/// Of requests to the gate, and of its replies.
Value gate_request_schema();
Value gate_reply_schema();

}  // namespace pkit
