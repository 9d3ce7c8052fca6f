/** What makes the functions of shell-core.ts the completion of bash, from 3.2 on. */
export function bashScript(core: string): string {
  return `# bash completion of signalbox. For every shell: signalbox completion bash > ~/.local/share/bash-completion/completions/signalbox
${core}
_signalbox() {
  local current word line i words=()
  # Bash takes "=" for a word of its own.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]})) && [[ $word == = || \${COMP_WORDS[i - 1]} == = ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  current=\${words[\${#words[@]} - 1]}
  unset "words[\${#words[@]} - 1]"
  local quoted=
  [[ $current == [\\"\\']* ]] && quoted=1
  current=\${current//[\\"\\'\\\\]/}
  local shown=$current
  [[ $current == --*=* ]] && shown=\${current#*=}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :file | :folder)
        compopt -o filenames 2>/dev/null
        local option=-f
        [[ $line == :folder ]] && option=-d
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$option" -- "$shown")
        ;;
      *)
        word=\${line%%$'\\t'*}
        [[ $quoted ]] || printf -v word %q "$word"
        COMPREPLY+=("$word")
        ;;
    esac
  done < <(__signalbox_complete "$current" "\${words[@]//[\\"\\'\\\\]/}")
}
complete -F _signalbox signalbox
`;
}
