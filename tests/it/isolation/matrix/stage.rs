//! Who acts in the matrix, and where. Copros are furnished through the API; accounts and roles are written by the owner of the database,
//! because what is tested here is what they may do and not how they come about.

use serde_json::json;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use tests::{Building, Client, Firm, Furnished, PASSWORD, World, sign_in, unique_email};
use uuid::Uuid;

use super::ROLES;
use crate::isolation::asked_by_support;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The copro the role is held in, or one of the firm it is held in.
    Own,
    /// Another copro of the same firm.
    Other,
    /// A copro that was the firm's until it moved to another.
    Former,
    /// A copro of another firm.
    Foreign,
}

impl Where {
    pub const ALL: [Where; 4] = [Where::Own, Where::Other, Where::Former, Where::Foreign];
}

/// A copro, and the firm whose id goes with it.
pub struct Scene {
    pub firm: String,
    pub furnished: Furnished,
}

/// One for each role held in a firm; the roles held in a copro share one, for they change little.
struct Troupe {
    firm: Firm,
    own: Scene,
    other: Scene,
    former: Scene,
}

pub struct Stage {
    troupes: Vec<Troupe>,
    foreign: Scene,
    actors: Vec<Client>,
}

/// Roles held in the firm come first.
pub const FIRM_ROLES: usize = 4;

fn troupe_of(role: usize) -> usize {
    role.min(FIRM_ROLES)
}

impl Stage {
    pub fn actor(&self, role: usize) -> &Client {
        &self.actors[role]
    }

    pub fn scene(&self, role: usize, place: Where) -> &Scene {
        let troupe = &self.troupes[troupe_of(role)];
        match place {
            Where::Own => &troupe.own,
            Where::Other => &troupe.other,
            Where::Former => &troupe.former,
            Where::Foreign => &self.foreign,
        }
    }

    /// Another account that holds the same role.
    pub async fn double(&self, world: &World, role: usize) -> Client {
        let mut owner = world.databases.owner().await;
        let email = account(&mut owner, &self.troupes[troupe_of(role)], role).await;
        sign_in(world, &email).await
    }

    /// Signed in as an administrator, some time ago.
    pub async fn expired(&self, world: &World) -> Client {
        let mut owner = world.databases.owner().await;
        let email = account(&mut owner, &self.troupes[0], 0).await;
        let client = sign_in(world, &email).await;
        client.get("/v1/session", 200).await;
        let aged = "UPDATE identity.sessions SET created_at = now() - interval '60 days', expires_at = now() - interval '1 second'
                     WHERE user_id = (SELECT id FROM identity.users WHERE email = $1)";
        let done = sqlx::query(aged).bind(&email).execute(&mut owner).await.expect("sessions age");
        assert!(done.rows_affected() > 0);
        client
    }

    /// A browser's cookie sent as a token, a token sent as a cookie, and words that are neither.
    pub async fn misplaced(&self, world: &World) -> Vec<Client> {
        let mut owner = world.databases.owner().await;
        let email = account(&mut owner, &self.troupes[0], 0).await;
        let token = sign_in(world, &email).await.token().expect("a token").to_owned();
        let anonymous = world.site.anonymous();
        let typed = json!({"email": email, "password": PASSWORD});
        let signed_in =
            anonymous.request(reqwest::Method::POST, "/v1/session").json(&typed).once().send().await;
        assert_eq!(signed_in.status, 200, "{}", signed_in.text());
        let cookie = signed_in.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        let (name, secret) = cookie.split_once('=').expect("a cookie");
        // That both open doors where they belong is shown first.
        anonymous.clone().with_cookie(&cookie).get("/v1/session", 200).await;
        world.site.with_token(&token).get("/v1/session", 200).await;
        vec![
            world.site.with_token(secret),
            anonymous.clone().with_cookie(&format!("{name}={token}")),
            world.site.with_token("kgk_0000000000000000000000000000000000000000000"),
            world.site.with_token("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."),
        ]
    }
}

pub async fn build(world: &'static World) -> Stage {
    let next = Firm::sign_up(world).await;
    let build = || troupe(world);
    // Waited for by one task: what a test waits with is not made for tasks of its own.
    let (a, b, c, d, e, foreign) =
        tokio::join!(build(), build(), build(), build(), build(), scene(world, &next, "Résidence Lointaine"));
    let troupes = vec![a, b, c, d, e];
    let mut owner = world.databases.owner().await;
    let mut actors = Vec::new();
    for role in 0..ROLES.len() {
        let email = account(&mut owner, &troupes[troupe_of(role)], role).await;
        actors.push(sign_in(world, &email).await);
    }
    for troupe in &troupes {
        let moved = sqlx::query("UPDATE firm.copros SET firm_id = $2 WHERE tenant_id = $1");
        let (tenant, firm) = (troupe.former.furnished.building.tenant(), id(&next.id));
        moved.bind(tenant).bind(firm).execute(&mut owner).await.expect("the copro moves");
    }
    Stage { troupes, foreign, actors }
}

async fn troupe(world: &World) -> Troupe {
    let firm = Firm::sign_up(world).await;
    let own = scene(world, &firm, "Résidence Propre").await;
    let other = scene(world, &firm, "Résidence Voisine").await;
    let former = scene(world, &firm, "Résidence Partie").await;
    Troupe { firm, own, other, former }
}

async fn scene(world: &World, firm: &Firm, name: &str) -> Scene {
    let mut furnished = Building::active(firm, name).await.furnish().await;
    asked_by_support(world, &mut furnished).await;
    Scene { firm: firm.id.clone(), furnished }
}

fn id(text: &str) -> Uuid {
    text.parse().expect("a uuid")
}

/// A new account with the password of the firm's founder and the role in question; its address.
async fn account(owner: &mut PgConnection, troupe: &Troupe, role: usize) -> String {
    let name = ROLES[role];
    let (user, email) = (Uuid::now_v7(), unique_email());
    let like = json!({"id": user, "email": email});
    let mut transaction = owner.begin().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO identity.users
         SELECT (jsonb_populate_record(NULL::identity.users, to_jsonb(u) || $2::jsonb)).* FROM identity.users u WHERE u.id = $1",
    )
    .bind(id(&troupe.firm.user_id))
    .bind(like)
    .execute(&mut *transaction)
    .await
    .expect("an account");
    if role < FIRM_ROLES {
        let member = sqlx::query("INSERT INTO firm.members (firm_id, user_id, role) VALUES ($1, $2, $3)");
        member
            .bind(id(&troupe.firm.id))
            .bind(user)
            .bind(name)
            .execute(&mut *transaction)
            .await
            .expect("a member");
    } else {
        for scene in [&troupe.own, &troupe.former] {
            let member = sqlx::query(
                "INSERT INTO tenant.members (tenant_id, user_id, role, person_id) VALUES ($1, $2, $3,
                    CASE WHEN $3 = 'co_owner' THEN (SELECT person_id FROM tenant.owner_members WHERE tenant_id = $1 AND owner_id = $4) END)",
            );
            let member = member.bind(scene.furnished.building.tenant()).bind(user).bind(name);
            let member = member.bind(id(&scene.furnished.ids["owner"]));
            member.execute(&mut *transaction).await.expect("a role in the copro");
        }
    }
    transaction.commit().await.expect("a commit");
    email
}
