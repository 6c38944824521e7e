// `file: DIRECTORY`: a secret is a file of it, which only its owner may read.
#include <sys/stat.h>

#include "secrets/provider.h"

namespace pkit::secrets {

static void read_directory(const adapter::Place& place, Provider& provider) {
  provider.directory = place.resolve(place.section.text("file"));
  struct stat info {};
  if (::stat(provider.directory.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return place.faults().add(
        place.section.at("file"), "secret.directory",
        place.section.name() + ".file is " + provider.directory.string() + ", where no directory is",
        "absolute, or relative to the home");
  adapter::check_writers(provider.directory, place, place.section.at("file"));
}

static Secret get_from_directory(const Provider& provider, const Parameters& instance, const Surroundings& around) {
  const Path file = provider.directory / instance.at("name");
  require_secret(file, around.uid);
  return Secret(read_file(file, kLongestSecret));
}

const ProviderKind kFile = {.key = "file", .named = true, .read = read_directory, .get = get_from_directory};

}  // namespace pkit::secrets
