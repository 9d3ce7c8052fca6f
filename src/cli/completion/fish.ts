import { fishWord } from './shell-words.ts';

/** What makes the functions of shell-core.ts the completion of fish, which has another language: sh runs them. */
export function fishScript(core: string): string {
  return `# fish completion of signalbox. For every shell: signalbox completion fish > ~/.config/fish/completions/signalbox.fish
set -g __signalbox_core ${fishWord(`${core}\n__signalbox_complete "$@"`)}

function __signalbox_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l before (string match -r -- '^--[^=]*=' $current)
    for line in (sh -c $__signalbox_core signalbox "$current" $words[2..-1])
        switch $line
            case :file
                __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current")
            case :folder
                __fish_complete_directories (string replace -r -- '^--[^=]*=' '' "$current")
            case '*'
                printf '%s\\n' "$before$line"
        end
    end
end
complete -c signalbox -f -a '(__signalbox_complete)'
`;
}
