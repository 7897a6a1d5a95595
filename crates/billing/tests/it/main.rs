//! Tests of billing through its public face, one file per subject.
