#include "pkit/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include "view/resolve.h"

namespace pkit::app {

namespace {

constexpr std::size_t kDocumentLimit = 256 * 1024;

bool is_file(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISDIR(found.st_mode);
}

bool holds(const std::string& path, const std::string& content) {
  return is_file(path) && read_file(path, kDocumentLimit) == content;
}

Path directory_of(const std::string& path) {
  const Path parent = Path(path).parent_path();
  return parent.empty() ? Path(".") : parent;
}

void put_file(const Target& target, std::string_view content, Mode mode) {
  // A new file needs no temporary beside it, which a kill could leave.
  if (target.force && std::filesystem::exists(std::filesystem::symlink_status(target.path)))
    replace_file(target.path, as_bytes(content), mode);
  else
    create_file(target.path, as_bytes(content), mode);
}

/// What would be replaced by a file, or is one elsewhere, is refused before anything is issued, and not after it.
void require_ordinary(const std::string& path, mode_t mode) {
  if (S_ISREG(mode)) return;
  const auto is = [&](const char* what, const char* instead) {
    throw Error(Kind::conflict, "file.exists", path + " is " + what, instead);
  };
  if (S_ISDIR(mode)) is("a directory", "name a file");
  if (S_ISLNK(mode)) is("a symbolic link", "name the file that it points to; - is standard output");
  is(S_ISFIFO(mode) ? "a pipe" : "a device or socket", "name a file; - is standard output");
}

/// A file that cannot be written now does not undo what was issued.
template <class Write>
void deliver_file(const Deliverable& certificate, Write&& write) {
  try {
    write();
  } catch (const Error& error) {
    throw Error(Kind::state, "output.file", "issued as " + certificate.name + ", but " + error.what(),
                "fetch it with " + certificate.fetch);
  }
}

}  // namespace

std::string read_document(Context& context, const std::string& path) {
  return path == "-" ? read_all(context.output.io().in, document_name(path), kDocumentLimit)
                     : read_file(path, kDocumentLimit);
}

std::string document_name(const std::string& path) { return path == "-" ? "standard input" : path; }

std::optional<std::string> document_or_word(Context& context, const std::string& word) {
  if (word != "-" && word.find('/') == std::string::npos && !is_file(word)) return std::nullopt;
  return read_document(context, word);
}

std::string certificate_word(Context& context, const std::string& word) {
  const std::optional<std::string> content = document_or_word(context, word);
  return content ? find_id(context.session(), word, *content) : word;
}

void check_not_own(const Context& context, const std::string& path) {
  if (context.has_home()) pkit::require_not_own(context.home_path(), absolute_path(path));
}

void check_target(const Context& context, const Target& target, const std::string& request_id) {
  if (!target.is_file()) return;
  check_not_own(context, target.path);
  struct stat found {};
  if (::lstat(target.path.c_str(), &found) == 0) {
    require_ordinary(target.path, found.st_mode);
    if (!target.force && request_id.empty())
      throw Error(Kind::conflict, "file.exists", target.path + " exists", "--force replaces it");
  }
  const Path directory = directory_of(target.path);
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    throw Error(Kind::state, "output.file", target.path + ": the directory " + directory.string() + " takes no file");
}

Deliverable issued(const Value& certificate) {
  return {.name = certificate.text_or("serial"), .fetch = "pkit show " + certificate.text_or("id")};
}

void write_target(const Target& target, const std::string& content, const Deliverable& certificate) {
  deliver_file(certificate, [&] {
    if (holds(target.path, content)) return;
    put_file(target, content, Mode::shared);
  });
}

void write_secret_target(const Target& target, const Deliverable& certificate,
                         const std::function<bool(BytesView)>& is_ours, const std::function<Secret()>& make) {
  deliver_file(certificate, [&] {
    if (is_file(target.path) && is_ours(as_bytes(read_file(target.path, kDocumentLimit)))) return;
    put_file(target, make().reveal(), Mode::secret);
  });
}

}  // namespace pkit::app
