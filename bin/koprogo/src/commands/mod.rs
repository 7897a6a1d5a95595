pub mod check_config;
pub mod dev;
pub mod doctor;
pub mod migrate;
pub mod openapi;
pub mod operator;
pub mod serve;
pub mod work;
