-- SPDX-License-Identifier: Apache-2.0
-- Where WeCom callbacks are kept until they are handled. All times of wecom_inbox and wecom_guard are milliseconds since 1970, UTC.

-- One row for each message and handler. state: WAITING (or running), HANDLED, DEAD.
create table if not exists wecom_inbox (
  id bigint not null auto_increment primary key,
  lane varchar(64) not null,
  message_key varchar(64) not null,
  handler varchar(500) not null,
  account varchar(200) not null,
  kind varchar(200) not null,
  state varchar(10) not null,
  attempts int not null,
  received_at bigint not null,
  changed_at bigint not null,
  last_error varchar(2000),
  encrypted boolean not null,
  payload longblob not null,
  attributes longblob,
  reply longblob,
  constraint wecom_inbox_once unique (message_key, handler),
  key wecom_inbox_lane (lane, state, id),
  key wecom_inbox_state (state, changed_at)
) default charset = utf8mb4 collate = utf8mb4_bin;

-- What is due when, and which node is at it: the table of db-scheduler, under a name of its own. Its times are in UTC, and no
-- timestamps: the database would take them for times in the zone of the session, where an hour of each spring does not exist.
create table if not exists wecom_inbox_task (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data longblob,
  execution_time datetime(6) not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success datetime(6),
  last_failure datetime(6),
  consecutive_failures int,
  last_heartbeat datetime(6),
  version bigint not null,
  primary key (task_name, task_instance),
  key wecom_inbox_task_due (execution_time),
  key wecom_inbox_task_heartbeat (last_heartbeat)
) default charset = utf8mb4 collate = utf8mb4_bin;

-- Which messages are on their way or done, for the redelivery guard of several nodes. state: HELD, RELEASED, DONE.
create table if not exists wecom_guard (
  message_key varchar(64) not null primary key,
  state varchar(10) not null,
  claim varchar(36) not null,
  valid_until bigint not null,
  encrypted boolean not null,
  progress longblob,
  key wecom_guard_until (valid_until)
) default charset = utf8mb4 collate = utf8mb4_bin;

-- How far each customer-service account was pulled, and which node is at it.
create table if not exists wecom_kf (
  account varchar(200) not null,
  open_kfid varchar(200) not null,
  version bigint not null,
  state varchar(4000) not null,
  due_at bigint,
  primary key (account, open_kfid),
  key wecom_kf_due (due_at)
) default charset = utf8mb4 collate = utf8mb4_bin;
