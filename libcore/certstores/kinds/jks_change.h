// How a `jks` store is changed. Internal to certstores/.
#pragma once

#include "base/world.h"
#include "certstores/kind.h"

namespace pkit::certstores {

/// Error{conflict "certstore.read_only"} without keytool, {usage "certstore.password"}.
void require_jks_writable(const Secret& password);
Edit put_jks(const World& world, std::string_view bytes, const Secret& password, const Addition& addition);
Keys jks_keys(const World& world, std::string_view bytes, const Secret& password, const Keyed& entries);
Edit take_jks(const World& world, std::string_view bytes, const Secret& password, const std::string& alias);

}  // namespace pkit::certstores
