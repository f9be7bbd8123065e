# tutor in fish 3.4 or newer. In ~/.config/fish/config.fish: tutor init fish | source
# Completion reads the lines below and the names in the cache folder; nothing is started.

set -g __tutor_cache @CACHE@
set -g __tutor_commands @COMMANDS@

# Name, what it does, its flags, what it is about; divided by tabs.
function __tutor_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    if not set -q words[2]
        for line in (string split \n -- $__tutor_commands)
            string split -f 1,2 \t -- $line | string join \t
        end
        return
    end
    set -l row
    for line in (string split \n -- $__tutor_commands)
        string match -q -- "$words[2]"\t'*' $line; and set row (string split \t -- $line)
    end
    set -q row[1]; or return
    if string match -q '*:*' -- $row[4]  # a deed, then what that deed is about
        set -l named
        set -q words[3]; and set named (string match -- "$words[3]:*" (string split , -- $row[4]))
        if set -q named[1]
            set row[4] (string replace -r '.*:' '' -- $named[1])
        else
            set row[4] (string replace -ra ':[^,]*' '' -- $row[4])
        end
    end
    switch $words[-1]:$word
        case '--color:*'
            string split , auto,always,never
        case '--pack:*'
            __tutor_names pack $word
        case '--lesson:*'
            __tutor_names lesson $word
        case '*:--color=*'
            printf '%s\n' --color={auto,always,never}
        case '*:-*'
            string split , -- $row[3]
        case '*'
            switch $row[4]
                case file
                    __fish_complete_path $word
                case '*,*'
                    string split , -- $row[4]
                case '?*'
                    __tutor_names $row[4] $word
            end
    end
end

# The names of a kind, or of every item; by their short names until a slash is typed.
function __tutor_names -a kind word
    for file in $__tutor_cache/catalog*.names
        while read -l -d \t of name title
            test $of = $kind; or test $kind = item -a $of != pack; or continue
            string match -q '*/*' -- $word; or set name (string replace -r '.*/' '' -- $name)
            printf '%s\t%s\n' $name $title
        end <$file
    end
end

complete -c tutor -f -a '(__tutor_complete)'

# What was typed before `tutor capture`, which an own process cannot know.
function tutor
    if test "$argv[1]" = capture
        set -lx TUTOR_LAST_COMMAND
        for line in $history[1..9]
            set TUTOR_LAST_COMMAND $line
            string match -qr '^tutor( |$)' -- $line; or break
        end
        command tutor $argv
    else
        command tutor $argv
    end
end

# Alt-t: what is typed is looked up, and a command of the aid takes its place. Again: the next command of it; after the
# last, what was typed. Nothing is run.
set -g __tutor_put ''
set -g __tutor_asked ''
set -g __tutor_count 1

function __tutor_prompt
    set -l line (commandline | string collect)
    if test -n "$__tutor_put" -a "$line" = "$__tutor_put"
        set __tutor_count (math $__tutor_count + 1)
    else
        set __tutor_asked "$line"
        set __tutor_count 1
    end
    echo >&2
    set -l question (string replace -r '^tutor how ' '' -- "$__tutor_asked" | string collect)
    set -l found (command tutor how --command=$__tutor_count -- "$question" | string collect)
    if test -n "$found"
        set __tutor_put "$found"
        commandline -r -- "$found"
    else
        set __tutor_put ''
        commandline -r -- "$__tutor_asked"
    end
    commandline -f repaint
end

if status is-interactive
    set -q TUTOR_KEY; or set -l TUTOR_KEY \et
    bind $TUTOR_KEY __tutor_prompt
    bind -M insert $TUTOR_KEY __tutor_prompt
end
