#!/bin/bash
# Carries out a small study as a job array on a real Slurm of one machine (munged, slurmctld, slurmd, all its own
# and in a temporary folder), with a program that is killed and a task that is requeued on the way, and compares
# what is merged with what one process makes, byte for byte. Needs root; exit code 77: skipped, with the reason.
# Usage: slurm_test.sh SOURCE_FOLDER PROGRAM
set -uo pipefail

source_tree=$1 program=$2
skip() {
    echo "skipped: $*"
    exit 77
}
((EUID == 0)) || skip "Slurm's daemons are started as root, and this is not root"
for daemon in munged slurmctld slurmd sbatch scontrol squeue; do
    command -v "$daemon" >/dev/null || [[ -x /usr/sbin/$daemon ]] || skip "$daemon is not installed (slurm-wlm)"
done
PATH=$PATH:/usr/sbin

work=$(mktemp -d)
chmod 755 "$work"
daemons=()
end() {
    ((${#daemons[@]} > 0)) && kill "${daemons[@]}" 2>/dev/null && wait "${daemons[@]}" 2>/dev/null
    rm -rf -- "$work"
}
trap end EXIT
failed() {
    echo "FAILED: $*" >&2
    tail -n 20 "$work"/*.log "$work"/out-* >&2
    exit 1
}
# Waits up to two minutes for a condition, never for a time.
await() {
    local turns=1200
    until "$@" >/dev/null 2>&1; do
        ((turns-- > 0)) || return 1
        sleep .1
    done
}
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# --- a cluster of one node
head -c 1024 /dev/urandom >"$work/munge.key"
chmod 600 "$work/munge.key"
munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" --seed-file="$work/munge.seed" \
    --pid-file="$work/munged.pid" --log-file="$work/munged.log" >"$work/munged.out.log" 2>&1 &
daemons+=($!)
await test -S "$work/munge.socket" || failed "munged does not start"

mkdir "$work/state" "$work/spool"
export SLURM_CONF=$work/slurm.conf
host=$(hostname -s)
cat >"$SLURM_CONF" <<CONF
ClusterName=lossylens
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket,cred_expire=5
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=1
SchedulerParameters=sched_min_interval=1,batch_sched_delay=0
NodeName=node1 NodeHostname=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=node1 Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:4
CONF
slurmctld -D >"$work/slurmctld.out.log" 2>&1 &
daemons+=($!)
slurmd -D -N node1 >"$work/slurmd.out.log" 2>&1 &
daemons+=($!)
idle() { [[ $(sinfo -h -o %t) == idle ]]; }
await idle || failed "no node comes up"

# --- the study, by one process
cat >"$work/study.json" <<'STUDY'
{"prompts": ["a", "The sea", "Once upon a time"], "arms": ["jpeg-25", "rotation@jpeg-25"], "seeds": 10, "new_tokens": 60}
STUDY
options=(--model "$source_tree/tests/fixtures/models/gpt2-tiny" --resamples 200)
"$program" sweep "$work/study.json" --rows "$work/whole" "${options[@]}" >/dev/null || failed "one process"

# --- the same as a job array. In its first life, shard 2 is killed when it has rows, and shard 1 stands still until
# it is requeued from outside, as when a node is lost.
cat >"$work/program" <<PROGRAM
#!/bin/bash
rows=$work/parts/shard-\$SLURM_ARRAY_TASK_ID/rows.jsonl
if ((\${SLURM_RESTART_COUNT:-0} > 0 || SLURM_ARRAY_TASK_ID > 2)); then exec "$program" "\$@"; fi
"$program" "\$@" --batch 1 &
until [[ -s \$rows ]]; do kill -0 \$! || exit 3; done
((SLURM_ARRAY_TASK_ID == 1)) && kill -STOP \$! && touch "$work/stands" && wait
kill -KILL \$! && touch "$work/killed"
wait \$!
PROGRAM
chmod +x "$work/program"
job=$(cd "$work" && LOSSYLENS="$work/program" SHARDS=3 sbatch --parsable --array=1-3 --output="$work/out-%a" \
    "$source_tree/packaging/slurm/sweep.sbatch" "$work/study.json" "$work/parts" "${options[@]}") || failed "sbatch"
await test -e "$work/stands" || failed "shard 1 does not begin"
scontrol requeue "${job}_1" || failed "shard 1 cannot be requeued"
done_all() { [[ -z $(squeue -h -j "$job" 2>/dev/null) ]]; }
await done_all || { squeue >&2; failed "the array does not end"; }
[[ -e $work/killed ]] || failed "shard 2 was never killed"
grep -q "ended by signal 9 and is requeued" "$work/out-2" || failed "shard 2 did not requeue itself"

"$program" merge "$work"/parts/shard-* --rows "$work/merged" || failed "merge"
for file in study.json rows.jsonl rows.csv; do
    cmp "$work/whole/$file" "$work/merged/$file" || failed "$file is not that of one process"
done
echo "$(wc -l <"$work/merged/rows.jsonl") rows of 3 shards, one killed, one requeued, are those of one process"
