// The note NT_GNU_BUILD_ID among the program's own segments.
#include "base/build_id.h"

#include <link.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/bytes.h"

namespace pkit {

namespace {

constexpr std::size_t kNoteAlign = 4;

std::size_t aligned(std::size_t size) { return (size + kNoteAlign - 1) / kNoteAlign * kNoteAlign; }

/// The build's identifier among the notes of a segment: each is a header, a name and what it tells, padded.
std::string id_among(BytesView notes) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    notes = notes.subspan(sizeof header);
    const std::size_t name = aligned(header.n_namesz), content = aligned(header.n_descsz);
    if (name > notes.size() || header.n_descsz > notes.size() - name) return {};
    const bool found = header.n_type == NT_GNU_BUILD_ID && equal(notes.first(header.n_namesz), as_bytes({"GNU", 4}));
    if (found) return to_hex(notes.subspan(name, header.n_descsz));
    notes = notes.subspan(std::min(name + content, notes.size()));
  }
  return {};
}

/// Called for the program first, which is all that is asked about.
int of_program(dl_phdr_info* program, std::size_t, void* result) {
  for (int i = 0; i < program->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = program->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const auto* start = reinterpret_cast<const std::uint8_t*>(program->dlpi_addr + segment.p_vaddr);
    std::string id = id_among({start, segment.p_memsz});
    if (!id.empty()) *static_cast<std::string*>(result) = std::move(id);
  }
  return 1;
}

}  // namespace

std::string build_id() {
  std::string id;
  dl_iterate_phdr(of_program, &id);
  return id;
}

}  // namespace pkit
