/**
 * Plans, changes opened from them, the names changes hold, and their history.
 * Times are RFC 3339 UTC text, which both databases compare the same way.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('plans', table => {
    table.comment('What users were shown before they asked for a change');
    table.string('id', 64).primary();
    table.string('op', 40).notNullable();
    table.string('tier', 20).notNullable();
    table.string('name', 63).notNullable();
    table.string('created_by', 255).notNullable();
    table.string('created_at', 30).notNullable();
    table.string('expires_at', 30).notNullable().index();
    table.string('content_hash', 80).notNullable();
    table.string('idempotency_key', 64).notNullable().index();
    table.text('body', 'longtext').notNullable();
  });
  await knex.schema.createTable('changes', table => {
    table.comment('Changes proposed to the platform repository');
    table.increments('number');
    table.string('change_id', 40).notNullable().unique();
    table.string('plan_id', 64).notNullable().index();
    table.string('op', 40).notNullable();
    table.string('tier', 20).notNullable();
    table.string('name', 63).notNullable();
    table.string('title', 200).notNullable();
    table.string('state', 20).notNullable().index();
    table.string('author', 255).notNullable();
    table.string('idempotency_key', 64).notNullable().index();
    table.string('head_branch', 200).notNullable().unique();
    table.string('base_branch', 200).notNullable();
    table.string('base_sha', 64).notNullable();
    table.string('planned_sha', 64).nullable();
    table.string('head_sha', 64).nullable();
    table.string('merged_sha', 64).nullable();
    table.string('merged_by', 255).nullable();
    table.text('checks', 'longtext').notNullable();
    table.boolean('as_planned').notNullable().defaultTo(true);
    table.text('detail').nullable();
    table.string('created_at', 30).notNullable();
    table.string('updated_at', 30).notNullable();
    table.string('merged_at', 30).nullable();
    table.string('synced_at', 30).nullable();
    table.string('healthy_at', 30).nullable();
    table.string('closed_at', 30).nullable();
  });
  await knex.schema.createTable('reservations', table => {
    table.comment('Names held by changes that are not merged or closed yet');
    table.string('key', 255).primary();
    table
      .integer('change_number')
      .unsigned()
      .notNullable()
      .references('number')
      .inTable('changes')
      .index();
  });
  await knex.schema.createTable('change_events', table => {
    table.comment('History of changes; rows are only added');
    table.increments('id');
    table
      .integer('change_number')
      .unsigned()
      .notNullable()
      .references('number')
      .inTable('changes')
      .index();
    table.string('type', 20).notNullable();
    table.string('at', 30).notNullable();
    table.string('actor', 255).nullable();
    table.text('text').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_events');
  await knex.schema.dropTable('reservations');
  await knex.schema.dropTable('changes');
  await knex.schema.dropTable('plans');
};
