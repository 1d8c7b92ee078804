# Prints the Markdown table of a values.yaml: every key below a comment that begins with "# --".
# A default that spans lines is printed as (see values.yaml).

function path(depth, key,    i, joined) {
  names[depth] = key
  joined = names[0]
  for (i = 1; i <= depth; i++) joined = joined "." names[i]
  return joined
}

function flush_row() {
  if (row == "") return
  printf "| `%s` | %s | %s |\n", row, value == "" ? "see values.yaml" : "`" value "`", text
  row = ""
}

BEGIN {
  print "| Key | Default | Meaning |"
  print "| --- | --- | --- |"
}

/^ *# -- / {
  flush_row()
  comment = $0
  sub(/^ *# -- /, "", comment)
  next
}

/^ *# / && comment != "" {
  more = $0
  sub(/^ *# /, "", more)
  comment = comment " " more
  next
}

/^ *[A-Za-z]+:/ {
  match($0, /^ */)
  depth = RLENGTH / 2
  key = $0
  sub(/^ */, "", key)
  sub(/:.*/, "", key)
  joined = path(depth, key)
  if (comment == "") next
  flush_row()
  row = joined
  text = comment
  value = $0
  sub(/^ *[A-Za-z]+: */, "", value)
  comment = ""
}

END { flush_row() }
