//! The command arrc: pipeline, linking, header, manifest, command line.
