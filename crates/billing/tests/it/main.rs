//! Tests of billing through its public face, one file per subject.

mod phase_advice;
mod phase_forecast;
mod phase_growth;
mod phase_profile;
mod phase_render;
mod phase_watch;
