# The Debian package, made by `cpack` in the build directory of the preset "dynamic": linked to Debian's own libraries, so
# that their security updates reach it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pkit)
set(CPACK_PACKAGE_CONTACT "The pkit maintainers <pkit@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "certificate authority on the command line")
set(CPACK_PACKAGE_DESCRIPTION "Requests are registered, a chain of handlers decides on them, certificates are issued, and every step
 leaves a record that can be explained later. One program with one state file and one YAML file, and no daemon.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, default-jre-headless, libpq5, openssl")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
include(CPack)
