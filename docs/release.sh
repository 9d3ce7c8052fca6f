#!/bin/sh
# release.sh PIPELINE SOURCE COMMIT STAGE: takes a commit of a source action through a pipeline, past its approval, and rolls
# STAGE back when the release fails there. Ends with 0 when it is live, 7 when something else waits for approval, else with 1.
set -u
pipeline=$1 source=$2 commit=$3 stage=$4
note="release of $commit"
say() { echo "release: $*" >&2; }

# A query prints one word: the id of the execution that was started.
execution=$(signalbox start "$pipeline" --revision "$source=$commit" --why "$note" --yes --query result.executionId) || exit 1
say "$commit is execution $execution"

# 3: a person is needed, that is us. What waits must be what we started: with --revision anything else is refused.
signalbox watch "$pipeline" --execution "$execution" --fail-on-approval --timeout 2h
if [ $? -eq 3 ]; then
  waiting=$(signalbox approvals "$pipeline" --query "approvals[?executionId=='$execution'].revisions[].id | join(' ', @)")
  say "at the approval waits $waiting"
  signalbox approve "$pipeline" --execution "$execution" --revision "$commit" -m "$note" --yes || exit 7
  signalbox watch "$pipeline" --execution "$execution" --timeout 2h
fi
ended=$(signalbox execution "$pipeline" "$execution" --query execution.status)
[ "$ended" = Succeeded ] && say "$commit is live" && exit 0

# It went wrong. Only what reached the stage has to be taken back.
reached=$(signalbox execution "$pipeline" "$execution" --query "length(execution.stages[?name=='$stage' && actions[0]])")
[ "$reached" = 0 ] && exit 1
target=$(signalbox rollback "$pipeline" "$stage" --dry-run --query "plan.choices[?refusal==null] | [0].executionId") || exit 1
back=$(signalbox rollback "$pipeline" "$stage" --to "$target" --why "$note" --yes --query result.executionId) || exit 1
signalbox watch "$pipeline" --execution "$back" --timeout 2h && say "$stage is rolled back to $target"
exit 1
