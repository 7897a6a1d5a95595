//! What the platform sells, and how much of it a firm may use.

use billing::catalogue::{Catalogue, CatalogueError, Catalogues, Quota};
use billing::vat::{Issuer, RateError, Rates};
use store::{FirmScope, Tx};
use time::Date;

use crate::app::App;
use crate::problem::Problem;

/// Catalogue, VAT and seller: what prices follow from.
#[derive(Debug)]
pub struct Offer {
    pub catalogues: Catalogues,
    pub rates: Rates,
    pub issuer: Issuer,
}

#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    #[error("tenants/plans: {0}")]
    Catalogue(#[from] CatalogueError),
    #[error("tenants/jurisdictions/vat-rates.toml: {0}")]
    Rates(#[from] RateError),
}

impl Offer {
    /// The files that the program carries. The platform is a Belgian company below the threshold of the one-stop shop.
    pub fn embedded() -> Result<Offer, OfferError> {
        Offer::of(Catalogues::embedded()?)
    }

    /// Another catalogue, sold by the same platform.
    pub fn of(catalogues: Catalogues) -> Result<Offer, OfferError> {
        let issuer = Issuer { country: "BE".to_owned(), one_stop_shop_from: None };
        Ok(Offer { catalogues, rates: Rates::embedded()?, issuer })
    }

    /// What is sold on a day. A day before the first version is one of a clock that is wrong.
    pub(crate) fn on(&self, day: Date) -> Result<&Catalogue, Problem> {
        self.catalogues.on(day).ok_or_else(|| {
            tracing::error!(%day, "nothing is sold on this day: check the clock");
            Problem::Internal
        })
    }
}

/// Refuses one more than the firm's plan allows, by the version of the catalogue that the firm keeps. The firm's row stays locked until the
/// transaction ends, so of many at once no more than fit are let in.
pub async fn room_for_one(app: &App, tx: &mut Tx<FirmScope>, resource: Quota) -> Result<(), Problem> {
    let (plan, version) = tx.plan().await?;
    let kept = version.as_deref().and_then(|version| app.offer.catalogues.version(version));
    let catalogue = kept.map_or_else(|| app.offer.on(app.clock.today()), Ok)?;
    let Some(entitlements) = catalogue.entitlements(&plan) else {
        tracing::error!(plan, version = catalogue.version, "the plan of the firm is not in the catalogue");
        return Err(Problem::Internal);
    };
    let used = match resource {
        Quota::Users => tx.staff_counted().await?,
        _ => tx.copros_counted().await?,
    };
    entitlements.check(resource, used, 1).map_err(|reached| Problem::limit_reached(&plan, reached))
}
