# tutor in bash 4.4 or newer. In ~/.bashrc: eval "$(tutor init bash)"
# Completion reads the lines below and the names in the cache folder; nothing is started but cat.

_tutor_cache=@CACHE@
_tutor_commands=@COMMANDS@

# Name, what it does, its flags, what it is about; divided by tabs.
_tutor_complete() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command about flags kind
    COMPREPLY=()
    [[ $word == "=" ]] && word=
    [[ $before == "=" ]] && before=${COMP_WORDS[COMP_CWORD-2]}
    if ((COMP_CWORD == 1)); then
        local names="-h -V"
        while IFS=$'\t' read -r command about; do names+=" $command"; done <<<"$_tutor_commands"
        _tutor_words "$names"
        return
    fi
    while IFS=$'\t' read -r command about flags kind; do
        [[ $command == "${COMP_WORDS[1]}" ]] && break
    done <<<"$_tutor_commands"
    [[ $command == "${COMP_WORDS[1]}" ]] || return
    if [[ $kind == *:* ]]; then  # a deed, then what that deed is about
        local deed deeds=
        for deed in ${kind//,/ }; do
            deeds+="${deed%%:*},"
            ((COMP_CWORD > 2)) && [[ ${deed%%:*} == "${COMP_WORDS[2]}" ]] && kind=${deed#*:}
        done
        [[ $kind == *:* ]] && kind=$deeds
    fi
    case $before:$word in
        --color:*) _tutor_words "auto always never" ;;
        --pack:*) _tutor_names pack ;;
        --lesson:*) _tutor_names lesson ;;
        *:-*) _tutor_words "${flags//,/ }" ;;
        *) case $kind in
            file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
            *,*) _tutor_words "${kind//,/ }" ;;
            *) [[ $kind ]] && _tutor_names "$kind" ;;
        esac ;;
    esac
}

_tutor_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

# The names of a kind, or of every item; by their short names until a slash is typed.
_tutor_names() {
    local kind name title
    while IFS=$'\t' read -r kind name title; do
        [[ $kind == "$1" || ($1 == item && $kind != pack) ]] || continue
        [[ $word == */* ]] || name=${name##*/}
        [[ $name == "$word"* ]] && COMPREPLY+=("$name")
    done < <(cat "$_tutor_cache"/catalog*.names 2>/dev/null)
}

complete -F _tutor_complete tutor

# What was typed before `tutor capture`, which an own process cannot know.
function tutor {
    if [[ ${1-} == capture ]]; then
        TUTOR_LAST_COMMAND=$(_tutor_last) command tutor "$@"
    else
        command tutor "$@"
    fi
}

_tutor_last() {
    local back line
    for back in 1 2 3 4 5 6 7 8 9; do
        line=$(fc -ln -$back -$back 2>/dev/null) || return
        line=${line#"${line%%[![:space:]]*}"}
        [[ $line == tutor || $line == tutor\ * ]] || break
    done
    printf '%s' "$line"
}

# Ctrl-x ctrl-t: what is typed is looked up, and a command of the aid takes its place. Again: the next command of it;
# after the last, what was typed. Nothing is run.
_tutor_put= _tutor_asked= _tutor_count=1

_tutor_prompt() {
    local found
    if [[ $_tutor_put && $READLINE_LINE == "$_tutor_put" ]]; then
        ((_tutor_count += 1))
    else
        _tutor_asked=$READLINE_LINE _tutor_count=1
    fi
    if found=$(command tutor how --command="$_tutor_count" -- "${_tutor_asked#tutor how }"); then
        READLINE_LINE=$found _tutor_put=$found
    else
        READLINE_LINE=$_tutor_asked _tutor_put=
    fi
    READLINE_POINT=${#READLINE_LINE}
}

if [[ $- == *i* ]]; then
    bind -m emacs-standard -x "\"${TUTOR_KEY:-\\C-x\\C-t}\": _tutor_prompt"
    bind -m vi-insert -x "\"${TUTOR_KEY:-\\C-x\\C-t}\": _tutor_prompt"
fi
