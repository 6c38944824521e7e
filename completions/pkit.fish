# Fish completion for pkit: the binary itself says what may come next.
function __pkit_complete
    set -l given (string replace -r '^~/' "$HOME/" -- (commandline -opc))
    set -l current (commandline -ct)
    # What stands before a path: nothing, or the option that it is the value of.
    set -l before (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -- "$before" '' "$current")
    set current (string replace -r '^~/' "$HOME/" -- "$current")
    for candidate in ($given[1] __complete --describe -- $given[2..] "$current" 2>/dev/null)
        switch $candidate
            case @file
                printf '%s\n' "$before"(__fish_complete_path "$path")
            case @directory
                printf '%s\n' "$before"(__fish_complete_directories "$path" '')
            case '*'
                echo $candidate
        end
    end
end
complete -c pkit -f -a '(__pkit_complete)'
