"""Started by the server for one model instance; not meant to be started by hand."""

from inferdeck_runtime.child import main

main()
