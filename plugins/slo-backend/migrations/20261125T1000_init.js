/**
 * Closed hours of every objective, so that a window of 30 days survives a
 * restart and a shorter retention of Prometheus.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hour_tiles', table => {
    table.comment('What was counted for an objective in one closed hour');
    table.string('objective_id', 190).notNullable();
    table
      .string('revision', 32)
      .notNullable()
      .comment('Changes when what is measured changes');
    table
      .bigInteger('hour')
      .notNullable()
      .comment('Start of the hour, Unix seconds');
    table.double('total').notNullable();
    table.double('bad').notNullable();
    table.double('measured_seconds').notNullable();
    table
      .boolean('bad_seen')
      .notNullable()
      .comment('False when an absent error series stood for zero');
    table.primary(['objective_id', 'revision', 'hour']);
    table.index(['hour'], 'hour_tiles_hour_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hour_tiles');
};
