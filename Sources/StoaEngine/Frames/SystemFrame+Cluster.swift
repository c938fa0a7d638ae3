extension SystemFrame {
  /// The frames that an engine on a cluster fills.
  public static let ofCluster: [SystemFrame] = [.nodes, .executors, .stages]

  public static let nodes = SystemFrame(
    name: "nodes", help: "the machines of the cluster, or their workers and DataNodes",
    columns: [
      Column("node", .string, "worker 1, datanode 2, or the host"),
      Column("host", .string, "the machine"),
      Column("alive", .bool, "whether its master hears from it; some seconds late"),
      Column("cores", .int, "the cores that it gives"),
      Column("cores_used", .int, "those that executors hold"),
      Column("memory_mb", .int, "the memory that it gives, in MiB"),
      Column("memory_used_mb", .int, "what executors hold of it, in MiB"),
    ])

  public static let executors = SystemFrame(
    name: "executors", help: "the executors of the application, and its driver",
    columns: [
      Column("executor", .string, "its number, or `driver`"),
      Column("host", .string, "the machine"),
      Column("active", .bool, "whether it runs"),
      Column("cores", .int, "how many tasks it runs at a time"),
      Column("tasks_active", .int, "the tasks that it runs now"),
      Column("tasks_done", .int, "the tasks that it has ended well"),
      Column("tasks_failed", .int, "the tasks that have failed on it"),
      Column("task_ms", .int, "the time of all its tasks together"),
      Column("gc_ms", .int, "the time that went into collecting garbage"),
      Column("input_bytes", .int, "what it has read"),
      Column("shuffle_read_bytes", .int, "what it has read of other tasks' results"),
      Column("shuffle_write_bytes", .int, "what it has written for other tasks"),
      Column("memory_bytes", .int, "the memory for computing and keeping"),
      Column("memory_used_bytes", .int, "what of that keeps frames"),
    ])

  public static let stages = SystemFrame(
    name: "stages", help: "the newest stages of the application, a row for each of its executors",
    columns: [
      Column("stage", .int, "its number"),
      Column("attempt", .int, "0, or more where it was run again"),
      Column("cell", .int, "the cell of this session that asked for it; null for another's"),
      Column("status", .string, "active, complete, pending, skipped or failed"),
      Column("submitted", .timestamp, "when it began, in UTC"),
      Column("stage_ms", .int, "how long it took from its beginning to its end"),
      Column("executor", .string, "who ran these tasks"),
      Column("host", .string, "the machine"),
      Column("tasks", .int, "the tasks that this executor ran of it"),
      Column("failed", .int, "those that failed"),
      Column("process_local", .int, "tasks whose data was in the executor, or that need none"),
      Column("node_local", .int, "tasks whose data was on the same machine"),
      Column("rack_local", .int, "tasks whose data was on another machine of the rack"),
      Column("no_preference", .int, "tasks whose data has no place of its own"),
      Column("any", .int, "tasks whose data was anywhere else"),
      Column("run_ms", .int, "the time of these tasks together"),
      Column("cpu_ms", .int, "the processor's time of it"),
      Column("gc_ms", .int, "the time that went into collecting garbage"),
      Column("input_bytes", .int, "what they read"),
      Column("input_rows", .int, "the rows of it"),
      Column("shuffle_read_bytes", .int, "what they read of other tasks' results"),
      Column("shuffle_write_bytes", .int, "what they wrote for other tasks"),
      Column("spilled_bytes", .int, "what did not fit into memory and went to disk"),
    ])
}
