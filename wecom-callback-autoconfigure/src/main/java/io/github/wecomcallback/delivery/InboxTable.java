// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.InboxEntry.Content;
import io.github.wecomcallback.delivery.InboxEntry.Kept;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.RowMapper;

/** The table {@code wecom_inbox}. Thread-safe; joins the transaction of ours that is on its way. */
@RequiredArgsConstructor
final class InboxTable {

    private static final String INSERT = """
            insert into wecom_inbox (lane, message_key, handler, account, kind, state, attempts, received_at, changed_at,
              encrypted, payload, attributes)
            values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)""";
    private static final String HANDLED =
            "update wecom_inbox set state = 'HANDLED', changed_at = ? where id = ? and state = 'WAITING'";
    private static final String DELAYED = """
            update wecom_inbox set reply = ?, last_error = ?, changed_at = ? where id = ? and state = 'WAITING'""";
    private static final String SELECT_KEPT = """
            select id, lane, message_key, handler, account, kind, attempts, received_at, encrypted, payload, attributes, reply
            from wecom_inbox
            """;
    private static final String SELECT_DEAD = """
            select id, account, kind, handler, attempts, received_at, changed_at, last_error from wecom_inbox
            where state = 'DEAD'
            """;
    private static final String STRANDED = "select lane, count(*) from wecom_inbox"
            + " where state = 'WAITING' and changed_at < ? and not exists (select 1 from " + LaneSchedule.TABLE
            + " where task_name = '" + LaneSchedule.TASK + "' and task_instance = lane)"
            + " group by lane order by lane limit ";
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cntrl}\\p{Cs}&&[^\n]]");
    private static final int MAX_KIND_LENGTH = 200;
    private static final int MAX_ERROR_LENGTH = 2000;

    private final StorageDatabase database;
    private final Clock clock;

    /** Adds entries. Fails when one of them is there already. */
    void add(List<InboxEntry> entries) {
        database.statement(jdbc -> jdbc.batchUpdate(INSERT, entries, entries.size(), this::set));
    }

    private void set(PreparedStatement row, InboxEntry entry) throws SQLException {
        row.setString(1, entry.lane().id());
        row.setString(2, entry.messageKey());
        row.setString(3, entry.handler());
        row.setString(4, entry.account());
        row.setString(5, cut(entry.kind(), MAX_KIND_LENGTH));
        row.setString(6, InboxState.WAITING.name());
        row.setLong(7, entry.receivedAt().toEpochMilli());
        row.setLong(8, clock.millis());
        row.setBoolean(9, entry.content().encrypted());
        row.setBytes(10, entry.content().payload());
        if (entry.content().attributes() == null) {
            row.setNull(11, Types.VARBINARY);
        } else {
            row.setBytes(11, entry.content().attributes());
        }
    }

    /** The handlers that a message is kept for, in whatever state. */
    Set<String> handlersOf(String messageKey) {
        return Set.copyOf(database.statement(jdbc ->
                jdbc.queryForList("select handler from wecom_inbox where message_key = ?", String.class, messageKey)));
    }

    /** The entry of a lane whose turn it is. */
    Optional<Kept> next(Lane lane) {
        return first(
                SELECT_KEPT + "where lane = ? and state = 'WAITING' order by id limit 1", InboxTable::kept, lane.id());
    }

    /** Whether anything of a lane waits. */
    boolean isWaiting(Lane lane) {
        return first(
                        "select id from wecom_inbox where lane = ? and state = 'WAITING' limit 1",
                        (row, number) -> row.getLong(1),
                        lane.id())
                .isPresent();
    }

    /** Marks an entry as handled. Returns false when it is no longer waiting. */
    boolean handled(Kept entry) {
        return update(HANDLED, clock.millis(), entry.id()) == 1;
    }

    /** Marks entries as handled, in a transaction. Fails when one of them is no longer waiting. */
    void handled(List<Kept> entries) {
        long now = clock.millis();
        List<Object[]> rows =
                entries.stream().map(entry -> new Object[] {now, entry.id()}).toList();
        int[] updated = database.statement(jdbc -> jdbc.batchUpdate(HANDLED, rows));
        // A driver need not count what it writes as a batch; that is a negative number.
        if (IntStream.of(updated).anyMatch(count -> count == 0)) {
            throw new ConcurrencyFailureException("An entry is no longer waiting");
        }
    }

    /** Counts a failure of an entry that is tried again. */
    void failed(Kept entry, String error) {
        failed(entry, InboxState.WAITING, error);
    }

    /**
     * Notes down that the handler of an entry is done, and its reply waits to be sent.
     *
     * @param reply the reply, or null when it cannot be kept
     */
    void delayed(Kept entry, byte @Nullable [] reply, String reason) {
        database.statement(jdbc -> jdbc.update(DELAYED, row -> {
            row.setBytes(1, reply);
            row.setString(2, cut(reason, MAX_ERROR_LENGTH));
            row.setLong(3, clock.millis());
            row.setLong(4, entry.id());
        }));
    }

    /** Makes an entry a dead letter. */
    void died(Kept entry, String error) {
        failed(entry, InboxState.DEAD, error);
    }

    private void failed(Kept entry, InboxState state, String error) {
        // Counted from what was read, so that writing it twice after a broken connection counts once.
        update(
                "update wecom_inbox set state = ?, attempts = ?, changed_at = ?, last_error = ?"
                        + " where id = ? and state = 'WAITING'",
                state.name(),
                entry.attempts() + 1,
                clock.millis(),
                cut(error, MAX_ERROR_LENGTH),
                entry.id());
    }

    /** The latest dead letters. */
    List<DeadLetter> dead(int limit) {
        return database.statement(jdbc ->
                jdbc.query(SELECT_DEAD + "order by changed_at desc, id desc limit " + limit, InboxTable::deadLetter));
    }

    Optional<DeadLetter> dead(long id) {
        return first(SELECT_DEAD + "and id = ?", InboxTable::deadLetter, id);
    }

    /** Lets a dead letter wait again, with all its attempts before it, and returns its lane, in a transaction. */
    Optional<Lane> revive(long id) {
        int revived = update(
                "update wecom_inbox set state = 'WAITING', attempts = 0, changed_at = ? where id = ? and state = 'DEAD'",
                clock.millis(),
                id);
        return revived == 0
                ? Optional.empty()
                : first(
                        "select lane from wecom_inbox where id = ?",
                        (row, number) -> new Lane(row.getString("lane")),
                        id);
    }

    boolean discard(long id) {
        return update("delete from wecom_inbox where id = ? and state = 'DEAD'", id) == 1;
    }

    /** Deletes some of what has been in a state since before a time, and returns how many. */
    int purge(InboxState state, Instant before, int limit) {
        // Looked up first and deleted by number: MySQL neither limits nor deletes from what a sub-select reads.
        List<Object[]> old = database.statement(jdbc -> jdbc.query(
                "select id from wecom_inbox where state = ? and changed_at < ? limit " + limit,
                (row, number) -> new Object[] {row.getLong(1), state.name()},
                state.name(),
                before.toEpochMilli()));
        // A commit costs as much for one as for all.
        database.transaction()
                .executeWithoutResult(status -> database.statement(
                        jdbc -> jdbc.batchUpdate("delete from wecom_inbox where id = ? and state = ?", old)));
        return old.size();
    }

    /** Some of the lanes in which something waits since before a time although nothing is to run them, and how much. */
    Map<Lane, Long> stranded(Instant before, int limit) {
        Map<Lane, Long> stranded = new LinkedHashMap<>();
        database.statement(jdbc -> jdbc.query(
                        STRANDED + limit,
                        (row, number) -> Map.entry(new Lane(row.getString(1)), row.getLong(2)),
                        before.toEpochMilli()))
                .forEach(lane -> stranded.put(lane.getKey(), lane.getValue()));
        return stranded;
    }

    /** How much waits and since when, and how many dead letters there are. */
    InboxOverview overview() {
        long waiting = 0;
        long dead = 0;
        Instant oldest = null;
        for (Count count : database.statement(jdbc -> jdbc.query(
                "select state, count(*) as entries, min(received_at) as oldest from wecom_inbox"
                        + " where state in ('WAITING', 'DEAD') group by state",
                InboxTable::count))) {
            if (count.state() == InboxState.DEAD) {
                dead = count.entries();
            } else {
                waiting = count.entries();
                oldest = count.oldest();
            }
        }
        return new InboxOverview(waiting, oldest, dead);
    }

    private int update(String sql, Object... arguments) {
        return database.statement(jdbc -> jdbc.update(sql, arguments));
    }

    private <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... arguments) {
        return database.statement(jdbc -> jdbc.query(sql, mapper, arguments)).stream()
                .findFirst();
    }

    private record Count(InboxState state, long entries, Instant oldest) {}

    private static Count count(ResultSet row, int number) throws SQLException {
        return new Count(InboxState.valueOf(row.getString("state")), row.getLong("entries"), time(row, "oldest"));
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        Content content = new Content(row.getBoolean("encrypted"), row.getBytes("payload"), row.getBytes("attributes"));
        InboxEntry entry = new InboxEntry(
                new Lane(row.getString("lane")),
                row.getString("message_key"),
                row.getString("handler"),
                row.getString("account"),
                row.getString("kind"),
                time(row, "received_at"),
                content);
        return new Kept(row.getLong("id"), row.getInt("attempts"), entry, row.getBytes("reply"));
    }

    private static DeadLetter deadLetter(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("account"),
                row.getString("kind"),
                row.getString("handler"),
                row.getInt("attempts"),
                time(row, "received_at"),
                time(row, "changed_at"),
                row.getString("last_error"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    /** What the column has room for, without characters that PostgreSQL has no place for. */
    private static String cut(String text, int length) {
        String clean = UNWANTED.matcher(text).replaceAll(" ");
        return clean.length() <= length ? clean : clean.substring(0, length - 1);
    }
}
