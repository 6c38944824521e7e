# private_system.sh: users, sudo's rules and /run of a test's own, in a mount namespace that ends with it. Source it
# first: the script starts anew in there. The users are pki, whose home directory is ./pki, and app of the group apps.
if [ -z "${PRIVATE_SYSTEM-}" ]; then
  export PRIVATE_SYSTEM=yes
  exec unshare --mount --propagation private bash "$0"
fi
chmod 755 .
mkdir bin pki app
cp "$PKIT" bin/pkit
for file in passwd group; do cp /etc/$file $file; done
cat >>passwd <<END
pki:*:64101:64101:the certification authority:$PWD/pki:/bin/sh
app:*:64102:64102:an application:$PWD/app:/bin/sh
END
printf '%s\n' pki:x:64101: app:x:64102: apps:x:64110:app >>group
for file in passwd group; do mount --bind $file /etc/$file || exit 1; done
[ ! -d /etc/sudoers.d ] || mount -t tmpfs -o mode=755 tmpfs /etc/sudoers.d || exit 1
mount -t tmpfs -o mode=755 tmpfs /run || exit 1
chown app:app app

private=$PWD

# as USER COMMAND...: as that user, with its groups, and nothing of our environment.
as() {
  local user=$1
  shift
  setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$private/bin:/usr/bin:/bin" HOME="$private/$user" \
    LANG=C.UTF-8 "$@"
}
