#include "store/entities/packed.h"

#define ZLIB_CONST  // so that it takes what must not change
#include <zlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <optional>

#include "base/error.h"
#include "store/entities/dense.h"
#include "store/entities/packed_words.h"

namespace pkit::store {

namespace {

/// A way of keeping texts, by the octet that stands before them. Dense ones are preferred; what has no such form, and
/// what an older pkit kept, is as it is.
struct Form {
  std::uint8_t number;
  bool dense;
  std::string_view dictionary;
  int window;  // its bits: the dictionary and a usual text, in few pages of memory
};
constexpr Form kTrace{1, false, kOfTraces, 12};
constexpr Form kEvent{2, false, kOfEvents, 11};
constexpr Form kDenseTrace{3, true, kOfDenseTraces, 12};
constexpr Form kDenseEvent{4, true, kOfDenseEvents, 11};
constexpr const Form* kForms[] = {&kTrace, &kEvent, &kDenseTrace, &kDenseEvent};

constexpr std::size_t kMost = 64 << 20;
constexpr int kNoHeader = -12;  // and the largest window
constexpr int kLittleMemory = 3;
constexpr int kLevel = 3;  // the best that is done without looking at every octet twice

const Bytef* octets_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

/// zlib's counters have 32 bits.
uInt size_of(std::size_t size) {
  if (size > kMost) throw Error(Kind::internal, "internal", "a text of " + std::to_string(size) + " bytes is kept");
  return static_cast<uInt>(size);
}

/// Memory of one stream after the other, a thread: what zlib wants for one is much to ask for and give back for each
/// text.
class Room {
 public:
  static Room& mine() {
    thread_local const auto room = std::make_unique_for_overwrite<Room>();
    return *room;
  }
  void begin() { taken_ = 0; }

  static voidpf take(voidpf, uInt items, uInt size) {
    Room& room = mine();
    const std::size_t at = room.taken_;
    room.taken_ += (std::size_t{items} * size + kAlignment - 1) / kAlignment * kAlignment;
    return room.taken_ <= room.octets_.size() ? room.octets_.data() + at : nullptr;
  }
  static void give_back(voidpf, voidpf) {}

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  alignas(kAlignment) std::array<std::uint8_t, 40 * 1024> octets_;  // zconf.h: 2^(12 + 2) + 2^(3 + 9), and its state
  std::size_t taken_ = 0;
};

/// A stream that has seen its form's dictionary, and nothing else yet.
class Deflating {
 public:
  enum class Where { heap, room };

  Deflating(const Form& form, Where where) : form_(form) {
    if (where == Where::room) use_room();
    // With the codes that are agreed on (RFC 1951 3.2.6): ones of its own are no shorter for so few octets.
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, -form.window, kLittleMemory, Z_FIXED) != Z_OK)
      throw std::bad_alloc();
    deflateSetDictionary(&stream_, octets_of(form.dictionary), size_of(form.dictionary.size()));
    // From here on it is copied.
    own_ = stream_.zfree;
    if (where == Where::heap) use_room();
  }
  /// Another one as far on, in this thread's room, of which there is one at a time.
  Deflating(const Deflating& ready) : form_(ready.form_) {
    Room::mine().begin();
    // It is only read, though zlib does not say so.
    if (deflateCopy(&stream_, const_cast<z_stream*>(&ready.stream_)) != Z_OK) throw std::bad_alloc();
    own_ = stream_.zfree;
  }
  ~Deflating() {
    stream_.zfree = own_;
    deflateEnd(&stream_);
  }
  Deflating& operator=(const Deflating&) = delete;

  Bytes all(std::string_view text) {
    Bytes made(1 + deflateBound(&stream_, size_of(text.size())));
    made[0] = form_.number;
    stream_.next_in = octets_of(text);
    stream_.avail_in = size_of(text.size());
    stream_.next_out = made.data() + 1;
    stream_.avail_out = static_cast<uInt>(made.size() - 1);
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw Error(Kind::internal, "internal", "zlib does not deflate");
    made.resize(1 + stream_.total_out);
    return made;
  }

 private:
  void use_room() {
    Room::mine().begin();
    stream_.zalloc = Room::take;
    stream_.zfree = Room::give_back;
  }

  const Form& form_;
  z_stream stream_{};
  free_func own_ = nullptr;
};

/// Reading the dictionary takes longer than deflating a text: who has many texts reads it once. The first of a process
/// may be the only one.
template <const Form& form>
Bytes deflated(std::string_view text) {
  static std::atomic<bool> is_first = true;
  if (is_first.exchange(false)) return Deflating(form, Deflating::Where::room).all(text);
  static const Deflating ready(form, Deflating::Where::heap);
  return Deflating(ready).all(text);
}

class Inflating {
 public:
  Inflating() {
    if (inflateInit2(&stream_, kNoHeader) != Z_OK) throw std::bad_alloc();
  }
  ~Inflating() { inflateEnd(&stream_); }
  Inflating(const Inflating&) = delete;
  Inflating& operator=(const Inflating&) = delete;

  /// False where the octets are not all of one stream.
  bool all(BytesView octets, std::string_view dictionary, std::string& text) {
    inflateSetDictionary(&stream_, octets_of(dictionary), size_of(dictionary.size()));
    stream_.next_in = octets.data();
    stream_.avail_in = size_of(octets.size());
    int result = Z_OK;
    while (result == Z_OK && text.size() < kMost) {
      const std::size_t before = text.size();
      text.resize(before + 4 * octets.size() + 64);
      stream_.next_out = reinterpret_cast<Bytef*>(text.data() + before);
      stream_.avail_out = static_cast<uInt>(text.size() - before);
      result = inflate(&stream_, Z_NO_FLUSH);
      text.resize(text.size() - stream_.avail_out);
    }
    return result == Z_STREAM_END && stream_.avail_in == 0;
  }

 private:
  z_stream stream_{};
};

}  // namespace

Bytes packed(std::string_view text, Words words) {
  if (text.empty()) return {};
  const std::optional<std::string> octets = dense(text);
  if (words == Words::of_traces) return octets ? deflated<kDenseTrace>(*octets) : deflated<kTrace>(text);
  return octets ? deflated<kDenseEvent>(*octets) : deflated<kEvent>(text);
}

std::string unpacked(BytesView octets) {
  if (octets.empty()) return {};
  const auto found =
      std::find_if(std::begin(kForms), std::end(kForms), [&](const Form* form) { return form->number == octets[0]; });
  std::string text;
  if (found != std::end(kForms) && octets.size() <= kMost &&
      Inflating().all(octets.subspan(1), (*found)->dictionary, text) && !text.empty()) {
    std::optional<std::string> whole = (*found)->dense ? spelt(text) : std::move(text);
    if (whole) return *std::move(whole);
  }
  return std::string(as_text(octets));
}

}  // namespace pkit::store
