# yaml-cpp: a file that is loaded and dumped has lost the quotes that made its values strings to everybody else.
#
# Guessed: Load and Dump keep what a value is. Seen with yaml-cpp 0.7.0 and PyYAML 6.0 (Debian 12): "0123", "1.10", "no",
# "12:30:00" and "2026-01-01" are dumped without quotes, and PyYAML reads 83, 1.1, False, 45000 and a date; only "null" keeps
# them. To yaml-cpp itself each value is text until it is asked for, so that no test by yaml-cpp alone shows it. To quote all
# (SetStringFormat) makes strings of the numbers. A program that edits the files of others emits a scalar quoted where its
# Tag() is "!", which yaml-cpp gives to those that were, or leaves the lines alone that it does not change.
# Needs c++, libyaml-cpp-dev and Debian 12's python3-yaml. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
cat >dump.cpp <<'END'
#include <yaml-cpp/yaml.h>
#include <iostream>
int main(int, char **words) {
  const std::string how = words[1];
  YAML::Emitter out;
  if (how == "all") out.SetStringFormat(YAML::DoubleQuoted);
  const YAML::Node file = YAML::Load(std::cin);
  if (how != "tagged") out << file;
  else out << YAML::BeginMap;
  for (const auto &row : file)
    if (how == "tagged") {
      out << YAML::Key << row.first << YAML::Value;
      if (row.second.Tag() == "!") out << YAML::DoubleQuoted;
      out << row.second.Scalar();
    }
  std::cout << out.c_str() << "\n";
}
END
c++ -o dump dump.cpp -lyaml-cpp
{ printf "%s: '%s'\n" serial 0123 version 1.10 answer no time 12:30:00 day 2026-01-01 nothing null && echo port: 443; } >given
read() { /usr/bin/python3 -c 'import sys, yaml; print(*(repr(value) for value in yaml.safe_load(sys.stdin).values()))'; }
{ read <given && for how in dump all tagged; do echo "$how $(./dump $how <given | read)"; done; } | tee told
diff told - <<'END'
'0123' '1.10' 'no' '12:30:00' '2026-01-01' 'null' 443
dump 83 1.1 False 45000 datetime.date(2026, 1, 1) 'null' 443
all '0123' '1.10' 'no' '12:30:00' '2026-01-01' 'null' '443'
tagged '0123' '1.10' 'no' '12:30:00' '2026-01-01' 'null' 443
END
echo 'as described'
