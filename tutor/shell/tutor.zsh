# tutor in zsh. In ~/.zshrc, after compinit: eval "$(tutor init zsh)"
# Completion reads the lines below and the names in the cache folder; nothing is started.

_tutor_cache=@CACHE@
_tutor_commands=@COMMANDS@

# Name, what it does, its flags, what it is about; divided by tabs.
_tutor_complete() {
    local line kind
    local -a row shown
    if ((CURRENT == 2)); then
        for line in "${(@f)_tutor_commands}"; do
            row=("${(@s:	:)line}")
            shown+=("$row[1]:$row[2]")
        done
        _describe command shown
        return
    fi
    line=${(M)${(@f)_tutor_commands}:#${words[2]}	*}
    [[ -n $line ]] || return
    row=("${(@s:	:)line}")
    kind=$row[4]
    if [[ $kind == *:* ]]; then  # a deed, then what that deed is about
        local -a deeds=(${(s:,:)kind}) named=()
        ((CURRENT > 3)) && named=(${(M)deeds:#${words[3]}:*})
        if (($#named)); then kind=${named[1]#*:}; else kind=${(j:,:)${deeds%%:*}}; fi
    fi
    case $words[CURRENT-1]:$PREFIX in
        --color:*) compadd auto always never ;;
        --pack:*) _tutor_names pack ;;
        --lesson:*) _tutor_names lesson ;;
        *:--color=*) compset -P '*='; compadd auto always never ;;
        *:--pack=*) compset -P '*='; _tutor_names pack ;;
        *:-*) compadd -- ${(s:,:)row[3]} ;;
        *) case $kind in
            file) _files ;;
            *,*) compadd ${(s:,:)kind} ;;
            ?*) _tutor_names $kind ;;
        esac ;;
    esac
}

# The names of a kind, or of every item; by their short names until a slash is typed.
_tutor_names() {
    local file line
    local -a lines row shown
    for file in $_tutor_cache/catalog*.names(N); do
        lines+=("${(@f)$(<$file)}")
    done
    if [[ $1 == item ]]; then
        lines=("${(@)lines:#pack	*}")
    else
        lines=("${(@M)lines:#$1	*}")
    fi
    for line in "${(@u)lines}"; do
        row=("${(@s:	:)line}")
        [[ $PREFIX == */* ]] || row[2]=${row[2]:t}
        shown+=("$row[2]:$row[3]")
    done
    _describe -- $1 shown
}

if (( $+functions[compdef] )); then
    compdef _tutor_complete tutor
fi

# What was typed before `tutor capture`, which an own process cannot know.
function tutor {
    if [[ ${1-} == capture ]]; then
        TUTOR_LAST_COMMAND=$(_tutor_last) command tutor "$@"
    else
        command tutor "$@"
    fi
}

_tutor_last() {
    emulate -L zsh
    local back line
    for back in {1..9}; do
        line=$(fc -ln -$back -$back 2>/dev/null) || return
        [[ $line == tutor || $line == tutor\ * ]] || break
    done
    print -rn -- ${line//\\n/$'\n'}
}

# Ctrl-x ctrl-t: what is typed is looked up, and a command of the aid takes its place. Again: the next command of it;
# after the last, what was typed. Nothing is run.
_tutor_put= _tutor_asked= _tutor_count=1

_tutor_prompt() {
    emulate -L zsh
    local found
    if [[ -n $_tutor_put && $BUFFER == $_tutor_put ]]; then
        ((_tutor_count += 1))
    else
        _tutor_asked=$BUFFER _tutor_count=1
    fi
    zle -I
    if found=$(command tutor how --command=$_tutor_count -- "${_tutor_asked#tutor how }"); then
        BUFFER=$found _tutor_put=$found
    else
        BUFFER=$_tutor_asked _tutor_put=
    fi
    CURSOR=$#BUFFER
}

if [[ -o interactive ]]; then
    zle -N _tutor_prompt
    bindkey -M emacs "${TUTOR_KEY:-^X^T}" _tutor_prompt
    bindkey -M viins "${TUTOR_KEY:-^X^T}" _tutor_prompt
fi
