# yaml-cpp: a key without a value is the string "null", even where a default was given.
#
# Guessed: as<std::string>() of a null throws, as it does of a list, and as<std::string>("x") gives "x", as as<int>(1) gives 1.
# Seen with yaml-cpp 0.7.0 (Debian 12): of "key:" and "key: ~" both give the text null, which nothing tells apart from "key:
# 'null'"; as<int>() throws, and as<int>(1) gives 1. A file in which somebody left a value empty so has a CA, a host or a
# password of the name null. A program asks IsNull() before it takes a string, and a test that leaves the key out does not
# show it.
# Needs c++ and libyaml-cpp-dev. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cat >ask.cpp <<'END'
#include <yaml-cpp/yaml.h>
#include <iostream>
template <typename Value> void ask(const YAML::Node &node, const Value &otherwise) {
  try {
    const Value value = node.as<Value>();
    std::cout << " [" << value << "]";
  } catch (const YAML::Exception &) {
    std::cout << " throws";
  }
  std::cout << ", default [" << node.as<Value>(otherwise) << "]";
}
int main() {
  const YAML::Node file = YAML::Load("empty:\ntilde: ~\nword: 'null'\nlist: [1]\n");
  for (const char *key : {"empty", "tilde", "word", "list", "absent"}) {
    std::cout << key << ": string";
    ask<std::string>(file[key], "x");
    std::cout << "; int";
    ask<int>(file[key], 1);
    std::cout << "\n";
  }
}
END
c++ -o ask ask.cpp -lyaml-cpp
dpkg-query -W libyaml-cpp-dev || :
./ask | tee told
diff told - <<'END'
empty: string [null], default [null]; int throws, default [1]
tilde: string [null], default [null]; int throws, default [1]
word: string [null], default [null]; int throws, default [1]
list: string throws, default [x]; int throws, default [1]
absent: string throws, default [x]; int throws, default [1]
END
echo 'as described'
