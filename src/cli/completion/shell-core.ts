import type { CommandSpec, OptionSpec } from '../command.ts';
import { GLOBAL_OPTIONS } from '../global-options.ts';
import { HELP_OPTION, VERSION_OPTION } from '../help.ts';
import { argumentCompletes, type Completes, optionCompletes } from './completes.ts';
import { NAME_LOOKUP } from './name-lookup.ts';
import { shWord } from './shell-words.ts';

/**
 * Functions of a POSIX shell that all completions stand on: `__signalbox_complete CURRENT WORD…` prints what the current word may
 * become, one a line with a tab and what it means, and `:file` or `:folder` where a path is meant. It starts no program but awk
 * and tr, reads names that the program has seen before (known-names.ts), and never asks a service.
 */
export function shellCore(table: readonly CommandSpec[], scenarios: readonly string[]): string {
  return [
    COMPLETE,
    flagKinds(table),
    argumentKinds(table),
    flagLists(table),
    commandLists(table),
    KINDS,
    words(scenarios),
    NAME_LOOKUP,
  ].join('\n');
}

const COMPLETE = `__signalbox_complete() {
  __sb_current=$1
  shift
  __sb_command= __sb_count=0 __sb_flag= __sb_pipeline=
  __sb_profile=\${AWS_PROFILE-} __sb_region=\${AWS_REGION:-\${AWS_DEFAULT_REGION-}} __sb_endpoint=\${AWS_ENDPOINT_URL-} __sb_mock=
  for __sb_word in "$@"; do
    if [ -n "$__sb_flag" ]; then
      __signalbox_remember "$__sb_flag" "$__sb_word"
      __sb_flag=
      continue
    fi
    case $__sb_word in
      --*=*) __signalbox_remember "\${__sb_word%%=*}" "\${__sb_word#*=}" ;;
      -*)
        if __signalbox_flag_kind "$__sb_command" "$__sb_word"; then __sb_flag=$__sb_word
        else __signalbox_remember "$__sb_word" ''
        fi ;;
      *) __signalbox_positional "$__sb_word" ;;
    esac
  done
  __signalbox_candidates
}

__signalbox_positional() {
  if [ -z "$__sb_command" ]; then
    __sb_command=$1
  elif [ "$__sb_count" = 0 ] && __signalbox_is_command "$__sb_command $1"; then
    __sb_command="$__sb_command $1"
  else
    __sb_count=$((__sb_count + 1))
    [ "$__sb_count" = 1 ] && __sb_pipeline=\${1%%/*}
  fi
  return 0
}

__signalbox_remember() {
  case $1 in
    --profile) __sb_profile=$2 ;;
    --region) __sb_region=$2 ;;
    --endpoint-url) __sb_endpoint=$2 ;;
    --mock) __sb_mock=\${__sb_mock:-demo} ;;
    --scenario) __sb_mock=$2 ;;
  esac
}

__signalbox_candidates() {
  if [ -n "$__sb_flag" ]; then
    __signalbox_flag_kind "$__sb_command" "$__sb_flag"
    __signalbox_offer
    return
  fi
  case $__sb_current in
    --*=*)
      __sb_flag=\${__sb_current%%=*} __sb_current=\${__sb_current#*=}
      __signalbox_flag_kind "$__sb_command" "$__sb_flag" && __signalbox_offer ;;
    -*) __signalbox_flags "$__sb_command" | __signalbox_matching ;;
    *)
      [ "$__sb_count" = 0 ] && __signalbox_commands "$__sb_command" | __signalbox_matching
      __signalbox_argument_kind "$__sb_command" $((__sb_count + 1)) && __signalbox_offer ;;
  esac
}

__signalbox_matching() {
  __SB_CURRENT=$__sb_current awk -F '\\t' 'index($1, ENVIRON["__SB_CURRENT"]) == 1'
}
`;

/** What stands behind each flag that takes a value; those of one command before those of all. */
function flagKinds(table: readonly CommandSpec[]): string {
  const own = table.flatMap(({ path, options }) => options.flatMap((option) => kindCases(path.join(' '), option)));
  const global = GLOBAL_OPTIONS.flatMap((option) => kindCases('', option));
  return caseFunction('__signalbox_flag_kind', [...own, ...global]);
}

/** Of no command means of any. */
function kindCases(command: string, option: OptionSpec): string[] {
  const completes = optionCompletes(option);
  if (completes === undefined) return [];
  const before = command === '' ? '*' : '';
  const patterns = namesOf(option).map((name) => `${before}${shWord(`${command} ${name}`)}`);
  return [`${patterns.join(' | ')}) __sb_kind=${shWord(kindText(completes))} ;;`];
}

function argumentKinds(table: readonly CommandSpec[]): string {
  const cases = table.flatMap(({ path, arguments: words }) =>
    words.map((argument, index) => {
      const command = path.join(' ');
      const pattern = argument.name.includes('...') ? `${shWord(`${command} `)}*` : shWord(`${command} ${index + 1}`);
      return `${pattern}) __sb_kind=${shWord(kindText(argumentCompletes(argument)))} ;;`;
    }),
  );
  return caseFunction('__signalbox_argument_kind', cases);
}

function kindText(completes: Completes): string {
  return typeof completes === 'string' ? completes : `words ${completes.join(' ')}`;
}

function caseFunction(name: string, cases: readonly string[]): string {
  return `${name}() {
  __sb_kind=
  case "$1 $2" in
    ${cases.join('\n    ')}
    *) return 1 ;;
  esac
}
`;
}

function flagLists(table: readonly CommandSpec[]): string {
  const own = table.filter(({ options }) => options.length > 0);
  const cases = own.map(({ path, options }) => `${shWord(path.join(' '))}) ${printed(options.flatMap(flagLines))} ;;`);
  return `__signalbox_flags() {
  case $1 in
    ${cases.join('\n    ')}
  esac
  ${printed([...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION].flatMap(flagLines))}
}
`;
}

function flagLines(option: OptionSpec): string[] {
  return namesOf(option).map((name) => `${name}\t${option.description}`);
}

function namesOf({ flags }: OptionSpec): string[] {
  return flags.replace(/ <.*|\[=.*/, '').split(', ');
}

function commandLists(table: readonly CommandSpec[]): string {
  const first = [...new Set(table.map(({ path }) => path[0] ?? ''))];
  const groups = first.filter((name) => table.some(({ path }) => path[0] === name && path.length > 1));
  const cases = groups.map((name) => `${name}) ${printed(membersOf(table, name))} ;;`);
  const paths = table.filter(({ path }) => path.length > 1).map(({ path }) => shWord(path.join(' ')));
  return `__signalbox_commands() {
  case $1 in
    '' | help) ${printed(first.map((name) => firstLine(table, name)))} ;;
    ${cases.join('\n    ')}
  esac
}

__signalbox_is_command() {
  case $1 in
    ${paths.join(' | ')}) return 0 ;;
  esac
  return 1
}
`;
}

function membersOf(table: readonly CommandSpec[], group: string): string[] {
  const members = table.filter(({ path }) => path[0] === group && path.length > 1);
  return members.map(({ path, summary }) => `${path[1]}\t${summary}`);
}

function firstLine(table: readonly CommandSpec[], name: string): string {
  const alone = table.find(({ path }) => path.length === 1 && path[0] === name);
  const members = table.filter(({ path }) => path[0] === name).map(({ path }) => path[1]);
  return `${name}\t${alone?.summary ?? members.join(', ')}`;
}

const KINDS = `__signalbox_offer() {
  case $__sb_kind in
    'words '*) printf '%s\\n' \${__sb_kind#words } | __signalbox_matching ;;
    file | folder) echo ":$__sb_kind" ;;
    scenario)
      __signalbox_scenarios | __signalbox_matching
      echo :file ;;
    profile | region) __signalbox_listed ;;
    nothing) ;;
    *) __signalbox_known "$__sb_kind" ;;
  esac
}
`;

function words(scenarios: readonly string[]): string {
  return `__signalbox_scenarios() {
  ${printed(scenarios)}
}
`;
}

function printed(lines: readonly string[]): string {
  return lines.length === 0 ? ':' : `printf '%s\\n' ${lines.map(shWord).join(' ')}`;
}
