# table.awk GOALS ABSENT SAMPLES...: the table of bench/run.sh. ABSENT has the names that the program has no command for.
# A name of ours is measured twice, as NAME.static and NAME.dynamic; what is measured against has one name, unless it is
# ours too.

function trim(text) { gsub(/^ +| +$/, "", text); return text }

function median(values, n,    i, j, one) {
  for (i = 2; i <= n; i++) {
    one = values[i]
    for (j = i - 1; j >= 1 && values[j] > one; j--) values[j + 1] = values[j]
    values[j + 1] = one
  }
  return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}

# The name under which `name` was measured for `build`.
function measured(name, build) { return (name "." build) in rounds ? name "." build : name }

function milliseconds(row, name,    i, values) {
  if (how[row] == "peak" || !(name in rounds)) return ""
  for (i = 1; i <= rounds[name]; i++) values[i] = wall[name, i]
  return sprintf("%.2f", median(values, rounds[name]) / 1000)
}

# The figure of a row for one build: of every round, and then the median.
function figure(row, build,    name, base, other, i, n, values) {
  split(ours[row], part, " ")
  name = measured(part[1], build); base = measured(part[2], build); other = measured(against[row], build)
  if (!(name in rounds)) return ""
  n = rounds[name]
  if (how[row] != "peak" && (!(other in rounds) || rounds[other] < n)) return ""
  for (i = 1; i <= n; i++) {
    if (how[row] == "peak") values[i] = peak[name, i] / 1024
    else if (how[row] == "cpu") values[i] = processor[name, i] / processor[other, i]
    else if (how[row] == "rate") values[i] = wall[other, i] / wall[name, i]
    else if (how[row] == "added") values[i] = (wall[name, i] - wall[base, i]) / wall[other, i]
    else values[i] = wall[name, i] / wall[other, i]
  }
  return median(values, n)
}

function verdict(row, value) {
  if (goal[row] == "-") return ""
  split(goal[row], part, " ")
  return (part[1] == "<=" ? value <= part[2] + 0 : value >= part[2] + 0) ? "met" : "NOT MET"
}

function number(value) { return value == "" ? "-" : sprintf("%.2f", value) }

function print_row(row,    name, dynamic, fixed) {
  split(ours[row], part, " "); name = part[1]
  if (name in absent) {
    printf "%-48s  no such command yet (goal %s)\n", what[row], goal[row]
    return
  }
  fixed = figure(row, "static"); dynamic = figure(row, "dynamic")
  if (fixed == "") { printf "%-48s  not measured in this run\n", what[row]; return }
  printf "%-48s %9s %9s %9s %-15s %7s %7s  %-8s %-8s %s\n", what[row], milliseconds(row, name ".static"),
    milliseconds(row, name ".dynamic"), milliseconds(row, measured(against[row], "static")), against[row],
    number(fixed), number(dynamic), goal[row], verdict(row, fixed), dynamic == "" ? "" : verdict(row, dynamic)
}

# By name: an empty file has no first line.
{ file = FILENAME == ARGV[1] ? 1 : FILENAME == ARGV[2] ? 2 : 3 }
file == 1 && !/^#/ {
  split($0, field, "|"); count++
  what[count] = field[1]; sub(/ +$/, "", what[count])
  ours[count] = trim(field[2]); against[count] = trim(field[3]); how[count] = trim(field[4]); goal[count] = trim(field[5])
}
file == 2 { absent[$1] = 1 }
file > 2 {
  split($0, field, "\t")
  i = ++rounds[field[1]]
  wall[field[1], i] = field[3]; processor[field[1], i] = field[4]; peak[field[1], i] = field[5]
}
END {
  printf "%-48s %9s %9s %9s %-15s %7s %7s  %-8s %-8s %s\n", "", "static ms", "dynamic", "other ms", "against", "static",
    "dynamic", "goal", "static", "dynamic"
  for (row = 1; row <= count; row++) print_row(row)
}
