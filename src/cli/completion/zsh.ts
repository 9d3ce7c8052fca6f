/** What makes the functions of shell-core.ts the completion of zsh, read from a file or from a folder of its fpath. */
export function zshScript(core: string): string {
  return `#compdef signalbox
# zsh completion of signalbox. For every shell: signalbox completion zsh > a file named _signalbox in a folder of your fpath
${core}
_signalbox() {
  local line current=\${(Q)PREFIX}
  local -a names shown before
  before=("\${(@Q)words[2,CURRENT-1]}")
  while IFS= read -r line; do
    case $line in
      :file) _files ;;
      :folder) _files -/ ;;
      *)
        names+=("\${line%%$'\\t'*}")
        shown+=("\${line/$'\\t'/  -- }")
        ;;
    esac
  done < <(emulate -L sh; __signalbox_complete "$current" "\${before[@]}")
  [[ $current == --*=* ]] && compset -P '*='
  ((\${#names})) && compadd -l -d shown -a names
}
if [[ \${funcstack[1]-} == _signalbox ]]; then
  _signalbox "$@"
else
  compdef _signalbox signalbox
fi
`;
}
