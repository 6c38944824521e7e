#include "pkit/realms/requirements_file.h"

#include "base/json.h"
#include "pkit/files.h"

namespace pkit::app {

bridge::Requirements read_requirements_file(Context& context, const std::string& file) {
  const Value tree = parse_json(read_document(context, file), document_name(file));
  const Value& inner = tree["data"]["requirements"];
  return bridge::read_requirements(inner.is_map() ? inner : tree, document_name(file));
}

}  // namespace pkit::app
