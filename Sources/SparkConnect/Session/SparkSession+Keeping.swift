/// Rows kept on the executors.
extension SparkSession {
  /// Marks a relation to be kept when it is computed for the first time; plans that contain it
  /// use what is kept.
  public func persist(_ relation: Relation, at level: StorageLevel = .memoryAndDisk) async throws {
    _ = try await analyze {
      $0.persist.relation = relation.wire
      $0.persist.storageLevel = level.wire
    }
  }

  /// Lets go of what is kept of a relation, and waits for it where `isBlocking`.
  public func unpersist(_ relation: Relation, isBlocking: Bool = false) async throws {
    _ = try await analyze {
      $0.unpersist.relation = relation.wire
      $0.unpersist.blocking = isBlocking
    }
  }

  /// How a relation is kept.
  public func storageLevel(of relation: Relation) async throws -> StorageLevel {
    let response = try await analyze { $0.getStorageLevel.relation = relation.wire }
    return StorageLevel(response.getStorageLevel.storageLevel)
  }

  /// Computes a relation and keeps its rows with the executors, where they are lost with them.
  public func checkpoint(
    _ relation: Relation, at level: StorageLevel? = nil,
    _ options: OperationOptions = OperationOptions()
  ) async throws -> Checkpoint {
    var command = WireCommand()
    command.checkpointCommand = .with {
      $0.relation = relation.wire
      $0.local = true
      $0.eager = true
      if let level { $0.storageLevel = level.wire }
    }
    guard let id = try await execute(command, options).checkpoint else {
      throw SparkError(.malformedResponse, "a checkpoint came without its relation")
    }
    return Checkpoint(id: id)
  }

  /// Lets go of a checkpoint.
  public func remove(_ checkpoint: Checkpoint) async throws {
    var command = WireCommand()
    command.removeCachedRemoteRelationCommand.relation.relationID = checkpoint.id
    _ = try await execute(command, OperationOptions())
  }
}

/// Rows that are kept on the server until they are removed or the session ends.
public struct Checkpoint: Hashable, Sendable {
  let id: String

  public var relation: Relation {
    Relation { $0.cachedRemoteRelation.relationID = id }
  }
}

/// How rows are kept.
public struct StorageLevel: Hashable, Sendable {
  public var usesDisk: Bool
  public var usesMemory: Bool
  public var usesOffHeapMemory: Bool
  /// As objects, which is faster to read and larger
  public var isDeserialized: Bool
  public var replicas: Int

  public init(
    usesDisk: Bool, usesMemory: Bool, usesOffHeapMemory: Bool = false,
    isDeserialized: Bool, replicas: Int = 1
  ) {
    self.usesDisk = usesDisk
    self.usesMemory = usesMemory
    self.usesOffHeapMemory = usesOffHeapMemory
    self.isDeserialized = isDeserialized
    self.replicas = replicas
  }

  public static let none = StorageLevel(usesDisk: false, usesMemory: false, isDeserialized: false)
  public static let memory = StorageLevel(usesDisk: false, usesMemory: true, isDeserialized: true)
  public static let disk = StorageLevel(usesDisk: true, usesMemory: false, isDeserialized: false)
  public static let memoryAndDisk = StorageLevel(
    usesDisk: true, usesMemory: true, isDeserialized: true)

  init(_ wire: WireStorageLevel) {
    self.init(
      usesDisk: wire.useDisk, usesMemory: wire.useMemory, usesOffHeapMemory: wire.useOffHeap,
      isDeserialized: wire.deserialized, replicas: Int(wire.replication))
  }

  var wire: WireStorageLevel {
    .with {
      $0.useDisk = usesDisk
      $0.useMemory = usesMemory
      $0.useOffHeap = usesOffHeapMemory
      $0.deserialized = isDeserialized
      $0.replication = Int32(clamping: replicas)
    }
  }
}
