/** How a shell finds names in the files that known-names.ts writes, and profiles and regions in those of AWS. */
export const NAME_LOOKUP = `__signalbox_part() {
  if [ -z "$1" ] || [ "$1" != "\${1#*,}" ]; then echo '*'
  else printf '%s' "$1" | LC_ALL=C tr -c 'A-Za-z0-9._-' _
  fi
}

__signalbox_cache() {
  case \${XDG_CACHE_HOME-} in
    /*) printf '%s' "$XDG_CACHE_HOME/signalbox/names" ;;
    *) printf '%s' "$HOME/.cache/signalbox/names" ;;
  esac
}

__signalbox_known() {
  __sb_place="$(__signalbox_part "$__sb_profile")@$(__signalbox_part "$__sb_region")"
  __sb_folder=$(__signalbox_cache)
  __sb_asked=$1
  set --
  if [ -n "$__sb_mock" ]; then __sb_place="*@*@mock_$(__signalbox_part "$__sb_mock")"
  elif [ -n "$__sb_endpoint" ]; then __sb_place="$__sb_place@$(__signalbox_part "$__sb_endpoint")"
  else __sb_place="$__sb_place@[!m]*"
  fi
  for __sb_file in "$__sb_folder"/$__sb_place; do
    [ -f "$__sb_file" ] && set -- "$@" "$__sb_file"
  done
  [ $# -gt 0 ] || return 0
  __SB_CURRENT=$__sb_current __SB_KIND=$__sb_asked __SB_WITHIN=$__sb_pipeline awk -F '\\t' '
    BEGIN {
      current = ENVIRON["__SB_CURRENT"]; kind = ENVIRON["__SB_KIND"]; within = ENVIRON["__SB_WITHIN"]
      if (kind == "path" || kind == "application") {
        depth = split(current, parts, "/")
        whole = depth > 1
        if (kind == "path") kind = depth < 2 ? "pipeline" : depth == 2 ? "stage" : "action"
        else if (whole) kind = "group"
      }
    }
    $1 == kind && (whole || $2 == "" || within == "" || $2 == within) {
      name = whole ? $2 "/" $3 : $3
      if (index(name, current) == 1 && !seen[name]++) { print name; if (++count == 1000) exit }
    }' "$@"
}

__signalbox_listed() {
  __sb_before=
  case $__sb_current in
    *,*) __sb_before=\${__sb_current%,*}, __sb_current=\${__sb_current##*,} ;;
  esac
  {
    cat "\${AWS_CONFIG_FILE:-$HOME/.aws/config}" "\${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}" 2>/dev/null
    [ "$__sb_kind" = region ] && for __sb_file in "$(__signalbox_cache)"/*@*@*; do
      __sb_file=\${__sb_file##*/} __sb_file=\${__sb_file#*@}
      echo "region=\${__sb_file%%@*}"
    done
  } | __SB_CURRENT=$__sb_current __SB_BEFORE=$__sb_before __SB_KIND=$__sb_kind awk '
    {
      found = ""
      if (ENVIRON["__SB_KIND"] == "region" && $0 ~ /^[ \\t]*region[ \\t]*=/) { found = $0; sub(/^[^=]*=[ \\t]*/, "", found) }
      if (ENVIRON["__SB_KIND"] == "profile" && $0 ~ /^[ \\t]*\\[/ && $0 !~ /^[ \\t]*\\[(sso-session|services) /) {
        found = $0; sub(/^[ \\t]*\\[[ \\t]*(profile[ \\t]+)?/, "", found); sub(/[ \\t]*\\].*$/, "", found)
      }
      sub(/[ \\t\\r]+$/, "", found)
      if (found ~ /^[A-Za-z0-9_.@+-]+$/ && index(found, ENVIRON["__SB_CURRENT"]) == 1 && !seen[found]++) print ENVIRON["__SB_BEFORE"] found
    }'
}
`;
