//! Fair share: what each may take, counted alone or together, and what nobody can take from another.

mod bounds;
mod headers;
mod overrides;
mod queue;
mod shared;
