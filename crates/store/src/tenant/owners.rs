use std::collections::HashMap;

use domain::communication::Vcs;
use domain::ids::{OwnerId, PersonId};
use domain::language::Language;
use domain::ownership::Right;
use domain::person::{NewMember, NewOwner, OwnerPatch, owner_name};
use domain::violation::{Violation, code};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::persons::{Person, PersonRow};
use crate::admit::sealed::Look;
use crate::identity::{corrupt, language_of};
use crate::wire::{Column, Fields, Group, Param, Reply, Statement, WireRow, wire_row};
use crate::{Error, Page, PageQuery, Result, TenantScope, Tx};

/// The persons who hold rights together, with one account between them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Owner {
    pub id: Uuid,
    /// The owner's number in the copro: the end of the account 410x.
    pub number: i32,
    pub name: String,
    pub members: Vec<OwnerMember>,
    /// Language and address of the representative, to whom everything is sent.
    pub language: Language,
    pub email: Option<String>,
    /// Lots owned today.
    pub lots: Vec<OwnedLot>,
    pub shares: i64,
    /// What the owner owes today; negative when paid ahead.
    pub balance_cents: i64,
    /// Permanent structured communication, `+++…+++`.
    pub communication: String,
}

impl Owner {
    /// The representative's address as it stands on a letter; empty when unknown.
    pub fn address_lines(&self) -> Vec<String> {
        let representative = self.members.iter().find(|member| member.representative);
        let address = representative.and_then(|member| member.person.details.address.as_ref());
        address.map_or_else(Vec::new, |address| {
            vec![address.street.clone(), format!("{} {}", address.postal_code, address.city)]
        })
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnerMember {
    pub person: Person,
    pub right: Right,
    pub numerator: i32,
    pub denominator: i32,
    pub representative: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnedLot {
    pub id: Uuid,
    pub code: String,
    pub shares: i64,
}

#[derive(sqlx::FromRow)]
struct OwnerRow {
    id: Uuid,
    number: i32,
    name: String,
    balance_cents: i64,
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    owner_id: Uuid,
    holds: String,
    numerator: i32,
    denominator: i32,
    representative: bool,
    #[sqlx(flatten)]
    person: PersonRow,
}

#[derive(sqlx::FromRow)]
struct LotRow {
    owner_id: Uuid,
    id: Uuid,
    code: String,
    shares: i64,
}

wire_row!(OwnerRow { id: Uuid, number: i32, name: String, balance_cents: i64 });
wire_row!(MemberHead {
    owner_id: Uuid,
    holds: String,
    numerator: i32,
    denominator: i32,
    representative: bool
});
wire_row!(LotRow { owner_id: Uuid, id: Uuid, code: String, shares: i64 });

struct MemberHead {
    owner_id: Uuid,
    holds: String,
    numerator: i32,
    denominator: i32,
    representative: bool,
}

impl WireRow for MemberRow {
    const COLUMNS: &'static [&'static [Column]] = &[MemberHead::COLUMNS[0], PersonRow::COLUMNS[0]];
    fn read(fields: &mut Fields<'_>) -> std::result::Result<Self, sqlx::Error> {
        let MemberHead { owner_id, holds, numerator, denominator, representative } =
            MemberHead::read(fields)?;
        Ok(MemberRow {
            owner_id,
            holds,
            numerator,
            denominator,
            representative,
            person: PersonRow::read(fields)?,
        })
    }
}

/// The owners of a page: the same rows for each of its statements, which see one moment.
macro_rules! on_page {
    () => {
        "SELECT o.id FROM tenant.owners o
          WHERE CASE WHEN $1::text IS NULL THEN true ELSE o.name ILIKE $1 END AND (o.name, o.id) > ($2::text, $3::uuid)
          ORDER BY o.name, o.id LIMIT $4"
    };
}

const OWNERS: &str = "SELECT o.id, o.number, o.name,
        coalesce((SELECT sum(e.amount_cents)::bigint FROM tenant.entry_lines e
                   WHERE e.tenant_id = o.tenant_id AND e.owner_id = o.id), 0) AS balance_cents
   FROM tenant.owners o
  WHERE CASE WHEN $1::text IS NULL THEN true ELSE o.name ILIKE $1 END AND (o.name, o.id) > ($2::text, $3::uuid)
  ORDER BY o.name, o.id LIMIT $4";
static OWNER_PAGE: Statement = Statement::reading::<OwnerRow>(OWNERS);
static MEMBERS_OF_PAGE: Statement = Statement::reading::<MemberRow>(concat!(
    "SELECT m.owner_id, m.holds, m.numerator, m.denominator, m.representative,
            p.id, p.kind, p.last_name, p.first_name, p.email, p.phone, p.language, p.street, p.postal_code, p.city, p.country,
            p.company_number, p.iban, p.erased_at
       FROM tenant.owner_members m JOIN tenant.persons p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
      WHERE m.owner_id = ANY (ARRAY(",
    on_page!(),
    ")) ORDER BY m.owner_id, m.position"
));
static LOTS_OF_PAGE: Statement = Statement::reading::<LotRow>(concat!(
    "SELECT p.owner_id, l.id, l.code, coalesce(w.weight, 0) AS shares
       FROM tenant.ownerships p
       JOIN tenant.lots l ON l.tenant_id = p.tenant_id AND l.id = p.lot_id
       LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = (
            SELECT v.id FROM tenant.key_versions v JOIN tenant.keys k ON k.tenant_id = v.tenant_id AND k.id = v.key_id
             WHERE k.kind = 'statutory' ORDER BY v.valid_from DESC LIMIT 1)
      WHERE p.valid_to IS NULL AND p.owner_id = ANY (ARRAY(",
    on_page!(),
    ")) ORDER BY l.position"
));

/// A page of the owners, in one round trip.
pub struct OwnerPage<'q>(pub &'q PageQuery);

impl OwnerPage<'_> {
    fn cut(&self, rows: Vec<OwnerRow>) -> Page<OwnerRow> {
        Page::cut(rows, self.0, |row| (row.name.clone(), row.id.to_string()))
    }
}

impl Look<TenantScope> for OwnerPage<'_> {
    type Answer = Page<Owner>;
    const NAME: &'static str = "owners.list";

    fn ask(&self, _: &TenantScope, group: Group) -> Group {
        let (name, id) = self.0.after_name();
        let pattern = self.0.pattern();
        let params = [
            Param::Text(pattern.as_deref()),
            Param::Text(Some(&name)),
            Param::Uuid(Some(id)),
            Param::Int8(self.0.fetch()),
        ];
        group.then(&OWNER_PAGE, &params).then(&MEMBERS_OF_PAGE, &params).then(&LOTS_OF_PAGE, &params)
    }

    fn answer(&self, _: &TenantScope, reply: &Reply, first: usize) -> Result<Page<Owner>> {
        let page = self.cut(reply.rows(first)?);
        let (members, lots) =
            (members_by_owner(reply.rows(first + 1)?)?, lots_by_owner(reply.rows(first + 2)?));
        Ok(Page { items: completed(page.items, members, lots)?, next_cursor: page.next_cursor })
    }
}

fn members_by_owner(rows: Vec<MemberRow>) -> Result<HashMap<Uuid, Vec<OwnerMember>>> {
    let mut members: HashMap<Uuid, Vec<OwnerMember>> = HashMap::new();
    for row in rows {
        let member = OwnerMember {
            right: row.holds.parse().map_err(|()| corrupt("right", &row.holds))?,
            numerator: row.numerator,
            denominator: row.denominator,
            representative: row.representative,
            person: row.person.into_person()?,
        };
        members.entry(row.owner_id).or_default().push(member);
    }
    Ok(members)
}

fn lots_by_owner(rows: Vec<LotRow>) -> HashMap<Uuid, Vec<OwnedLot>> {
    let mut lots: HashMap<Uuid, Vec<OwnedLot>> = HashMap::new();
    for LotRow { owner_id, id, code, shares } in rows {
        lots.entry(owner_id).or_default().push(OwnedLot { id, code, shares });
    }
    lots
}

fn completed(
    rows: Vec<OwnerRow>,
    mut members: HashMap<Uuid, Vec<OwnerMember>>,
    mut lots: HashMap<Uuid, Vec<OwnedLot>>,
) -> Result<Vec<Owner>> {
    rows.into_iter()
        .map(|row| {
            let members = members.remove(&row.id).unwrap_or_default();
            let lots = lots.remove(&row.id).unwrap_or_default();
            owner_of(row, members, lots)
        })
        .collect()
}

fn owner_of(row: OwnerRow, members: Vec<OwnerMember>, lots: Vec<OwnedLot>) -> Result<Owner> {
    let first = members.iter().find(|member| member.representative);
    Ok(Owner {
        language: first.map(|member| member.person.details.language).unwrap_or(Language::Fr),
        email: first.and_then(|member| member.person.details.email.clone()),
        shares: lots.iter().map(|lot| lot.shares).sum(),
        communication: permanent_communication(row.number)?.to_string(),
        id: row.id,
        number: row.number,
        name: row.name,
        balance_cents: row.balance_cents,
        members,
        lots,
    })
}

/// Name of the owner, language and e-mail address of the one who receives an owner's letters.
#[derive(Debug, Clone)]
pub(crate) struct Addressee {
    pub name: String,
    pub language: Language,
    pub email: Option<String>,
}

impl Tx<TenantScope> {
    pub async fn owner_list(&mut self, query: &PageQuery) -> Result<Page<Owner>> {
        let (name, id) = query.after_name();
        let rows: Vec<OwnerRow> = sqlx::query_as(OWNERS)
            .bind(query.pattern())
            .bind(name)
            .bind(id)
            .bind(query.fetch())
            .fetch_all(self.conn())
            .await?;
        let page = OwnerPage(query).cut(rows);
        Ok(Page { items: self.complete(page.items).await?, next_cursor: page.next_cursor })
    }

    pub async fn owner(&mut self, id: OwnerId) -> Result<Owner> {
        let row: OwnerRow = sqlx::query_as(
            "SELECT o.id, o.number, o.name,
                    coalesce((SELECT sum(e.amount_cents)::bigint FROM tenant.entry_lines e
                               WHERE e.tenant_id = o.tenant_id AND e.owner_id = o.id), 0) AS balance_cents
               FROM tenant.owners o WHERE o.id = $1",
        )
        .bind(id.uuid())
        .fetch_one(self.conn())
        .await?;
        self.complete(vec![row]).await?.into_iter().next().ok_or(Error::NotFound)
    }

    /// The owners that the caller is one of.
    pub async fn own_list(&mut self) -> Result<Vec<Owner>> {
        let ids = self.own_ids().await?;
        let rows: Vec<OwnerRow> = sqlx::query_as(
            "SELECT o.id, o.number, o.name,
                    coalesce((SELECT sum(e.amount_cents)::bigint FROM tenant.entry_lines e
                               WHERE e.tenant_id = o.tenant_id AND e.owner_id = o.id), 0) AS balance_cents
               FROM tenant.owners o WHERE o.id = ANY ($1) ORDER BY o.number",
        )
        .bind(ids)
        .fetch_all(self.conn())
        .await?;
        self.complete(rows).await
    }

    /// Adds members and lots to the rows, in two statements however many they are.
    async fn complete(&mut self, rows: Vec<OwnerRow>) -> Result<Vec<Owner>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let (members, lots) = (self.members_of(&ids).await?, self.lots_of(&ids).await?);
        completed(rows, members, lots)
    }

    async fn members_of(&mut self, owners: &[Uuid]) -> Result<HashMap<Uuid, Vec<OwnerMember>>> {
        let rows: Vec<MemberRow> = sqlx::query_as(
            "SELECT m.owner_id, m.holds, m.numerator, m.denominator, m.representative,
                    p.id, p.kind, p.last_name, p.first_name, p.email, p.phone, p.language, p.street, p.postal_code, p.city, p.country,
                    p.company_number, p.iban, p.erased_at
               FROM tenant.owner_members m JOIN tenant.persons p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
              WHERE m.owner_id = ANY($1) ORDER BY m.owner_id, m.position",
        )
        .bind(owners)
        .fetch_all(self.conn())
        .await?;
        members_by_owner(rows)
    }

    async fn lots_of(&mut self, owners: &[Uuid]) -> Result<HashMap<Uuid, Vec<OwnedLot>>> {
        let statutory = self.statutory_version().await?;
        let rows: Vec<LotRow> = sqlx::query_as(
            "SELECT p.owner_id, l.id, l.code, coalesce(w.weight, 0) AS shares
               FROM tenant.ownerships p
               JOIN tenant.lots l ON l.tenant_id = p.tenant_id AND l.id = p.lot_id
               LEFT JOIN tenant.key_weights w ON w.tenant_id = l.tenant_id AND w.lot_id = l.id AND w.key_version_id = $2
              WHERE p.owner_id = ANY($1) AND p.valid_to IS NULL ORDER BY l.position",
        )
        .bind(owners)
        .bind(statutory.uuid())
        .fetch_all(self.conn())
        .await?;
        Ok(lots_by_owner(rows))
    }

    /// Creates an owner and those of its members who are not known yet.
    pub async fn owner_create(&mut self, new: &NewOwner) -> Result<Owner> {
        let mut persons: Vec<Person> = Vec::with_capacity(new.members.len());
        for (index, member) in new.members.iter().enumerate() {
            persons.push(self.member_person(member, index).await?);
        }
        let name = match &new.name {
            Some(name) => name.clone(),
            None => owner_name(&persons.iter().map(|person| person.details.name()).collect::<Vec<_>>()),
        };
        let first = persons.first().map(|person| person.id.into());
        let representative = new.representative_person_id.or(first);
        let mut spoken_for = false;
        let members = new.members.iter().zip(persons).map(|(member, person)| {
            // Someone who holds two rights is listed twice and represents once.
            let represents = Some(person.id.into()) == representative && !spoken_for;
            spoken_for |= represents;
            OwnerMember {
                right: member.right,
                numerator: i32::try_from(member.numerator).unwrap_or(i32::MAX),
                denominator: i32::try_from(member.denominator).unwrap_or(i32::MAX),
                representative: represents,
                person,
            }
        });
        let members: Vec<OwnerMember> = members.collect();
        let id = Uuid::now_v7();
        let number = self.owner_insert(id, &name, &members).await?;
        let row = OwnerRow { id, number, name, balance_cents: 0 };
        owner_of(row, members, Vec::new())
    }

    /// The owner's own row and its members', in their order; gives its number.
    async fn owner_insert(&mut self, id: Uuid, name: &str, members: &[OwnerMember]) -> Result<i32> {
        let positions: Vec<i16> =
            (0..members.len()).map(|place| i16::try_from(place).unwrap_or(i16::MAX)).collect();
        Ok(sqlx::query_scalar(
            "WITH drawn AS (
                 INSERT INTO tenant.counters (name, last) VALUES ('owner', 1)
                 ON CONFLICT (tenant_id, name) DO UPDATE SET last = tenant.counters.last + 1 RETURNING last),
             owner AS (
                 INSERT INTO tenant.owners (id, number, name) SELECT $1::uuid, last::int, $2 FROM drawn RETURNING number),
             members AS (
                 INSERT INTO tenant.owner_members (owner_id, person_id, holds, numerator, denominator, representative, position)
                 SELECT $1, * FROM unnest($3::uuid[], $4::text[], $5::int[], $6::int[], $7::boolean[], $8::smallint[]))
             SELECT number FROM owner",
        )
        .bind(id)
        .bind(name)
        .bind(members.iter().map(|member| member.person.id).collect::<Vec<_>>())
        .bind(members.iter().map(|member| member.right.as_str()).collect::<Vec<_>>())
        .bind(members.iter().map(|member| member.numerator).collect::<Vec<_>>())
        .bind(members.iter().map(|member| member.denominator).collect::<Vec<_>>())
        .bind(members.iter().map(|member| member.representative).collect::<Vec<_>>())
        .bind(positions)
        .fetch_one(self.conn())
        .await?)
    }

    async fn member_person(&mut self, member: &NewMember, index: usize) -> Result<Person> {
        match (&member.person_id, &member.person) {
            (Some(id), _) => {
                let unknown =
                    || vec![Violation::new(format!("members.{index}.person_id"), code::UNKNOWN_REFERENCE)];
                match self.person_remembered(*id).await {
                    Err(Error::NotFound) => Err(unknown().into()),
                    found => found,
                }
            }
            (None, Some(person)) => {
                let id = self.person_create(person).await?.uuid();
                Ok(Person { id, details: person.clone(), erased_at: None })
            }
            (None, None) => {
                Err(vec![Violation::new(format!("members.{index}.person"), code::REQUIRED)].into())
            }
        }
    }

    pub(crate) async fn name_from(&mut self, persons: &[PersonId]) -> Result<String> {
        let mut known = Vec::with_capacity(persons.len());
        for person in persons {
            known.push(self.person(*person).await?);
        }
        let names: Vec<_> = known.iter().map(|person| person.details.name()).collect();
        Ok(owner_name(&names))
    }

    pub async fn owner_update(&mut self, id: OwnerId, patch: &OwnerPatch) -> Result<()> {
        let owner = self.owner(id).await?;
        let members: Vec<PersonId> = owner.members.iter().map(|member| member.person.id.into()).collect();
        patch.validate(&members)?;
        if let Some(name) = &patch.name {
            sqlx::query("UPDATE tenant.owners SET name = $2 WHERE id = $1")
                .bind(id.uuid())
                .bind(name)
                .execute(self.conn())
                .await?;
        }
        if let Some(person) = patch.representative_person_id {
            sqlx::query("UPDATE tenant.owner_members SET representative = false WHERE owner_id = $1")
                .bind(id.uuid())
                .execute(self.conn())
                .await?;
            sqlx::query(
                "UPDATE tenant.owner_members SET representative = true
                  WHERE owner_id = $1 AND person_id = $2
                    AND holds = (SELECT min(holds) FROM tenant.owner_members WHERE owner_id = $1 AND person_id = $2)",
            )
            .bind(id.uuid())
            .bind(person.uuid())
            .execute(self.conn())
            .await?;
        }
        Ok(())
    }

    /// Who receives the letters of each owner of the copro.
    pub(crate) async fn addressees(&mut self, owners: &[Uuid]) -> Result<HashMap<OwnerId, Addressee>> {
        let rows: Vec<(Uuid, String, String, Option<String>)> = sqlx::query_as(
            "SELECT o.id, o.name, p.language, p.email
               FROM tenant.owners o
               JOIN tenant.owner_members m ON m.tenant_id = o.tenant_id AND m.owner_id = o.id AND m.representative
               JOIN tenant.persons p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
              WHERE o.id = ANY($1)",
        )
        .bind(owners)
        .fetch_all(self.conn())
        .await?;
        rows.into_iter()
            .map(|(id, name, language, email)| {
                Ok((id.into(), Addressee { name, language: language_of(&language)?, email }))
            })
            .collect()
    }
}

/// The communication an owner may use for a standing order.
pub(crate) fn permanent_communication(number: i32) -> Result<Vcs> {
    let unfit = || corrupt("owner number", &number.to_string());
    let number = u64::try_from(number).map_err(|_| unfit())?;
    Vcs::permanent(number).map_err(|_| unfit())
}
