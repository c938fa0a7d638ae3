import java.io.FileOutputStream;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.*;
import org.apache.arrow.vector.complex.*;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.*;
import org.apache.arrow.vector.types.pojo.*;

/**
 * Streams as Spark's servers write them: by Arrow's Java library, with its way of empty buffers,
 * and with the intervals that pyarrow does not know. With the jars of Spark 4.3.0:
 *
 *     java --add-opens=java.base/java.nio=ALL-UNNAMED -cp 'JARS/*' JavaStreams.java FOLDER
 */
class JavaStreams {
  static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  static final Schema SCHEMA = new Schema(List.of(
      field("months", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
      field("days", new ArrowType.Interval(IntervalUnit.DAY_TIME)),
      field("span", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)),
      field("dur", new ArrowType.Duration(TimeUnit.MICROSECOND)),
      field("text", new ArrowType.Utf8()),
      field("blank", new ArrowType.Utf8()),
      field("list", new ArrowType.List(), field("element", new ArrowType.Int(64, true))),
      field("void", new ArrowType.Null())));

  static void fill(VectorSchemaRoot root, int rows, int first) {
    root.allocateNew();
    var list = (ListVector) root.getVector("list");
    var writer = list.getWriter();
    for (int row = 0; row < rows; row++) {
      int i = first + row;
      if (i % 3 != 0) ((IntervalYearVector) root.getVector("months")).setSafe(row, 7 * i - 20);
      if (i % 4 != 0) ((IntervalDayVector) root.getVector("days")).setSafe(row, -i, 1000 * i);
      if (i % 5 != 0) {
        ((IntervalMonthDayNanoVector) root.getVector("span"))
            .setSafe(row, i, -i, 1_000_000_007L * i);
      }
      if (i % 2 != 0) {
        ((DurationVector) root.getVector("dur")).setSafe(row, 86_400_000_001L * (i - 5));
      }
      if (i % 6 != 0) {
        ((VarCharVector) root.getVector("text")).setSafe(row, ("row " + i).getBytes());
      }
      ((VarCharVector) root.getVector("blank")).setSafe(row, new byte[0]);
      writer.setPosition(row);
      if (i % 4 != 1) {
        writer.startList();
        for (int k = 0; k < i % 3; k++) writer.bigInt().writeBigInt(100L * i + k);
        writer.endList();
      }
    }
    root.setRowCount(rows);
  }

  public static void main(String[] arguments) throws Exception {
    for (var codec : CodecType.values()) {
      var name = switch (codec) {
        case NO_COMPRESSION -> "java";
        case LZ4_FRAME -> "java.lz4";
        case ZSTD -> "java.zstd";
      };
      try (var allocator = new RootAllocator();
          var root = VectorSchemaRoot.create(SCHEMA, allocator);
          var file = new FileOutputStream(arguments[0] + "/" + name + ".arrows");
          var writer = new ArrowStreamWriter(root, null, file.getChannel(), IpcOption.DEFAULT,
              codec == CodecType.NO_COMPRESSION
                  ? NoCompressionCodec.Factory.INSTANCE : CommonsCompressionFactory.INSTANCE,
              codec)) {
        writer.start();
        for (int[] piece : new int[][] {{8, 0}, {0, 8}, {5, 8}}) {
          fill(root, piece[0], piece[1]);
          writer.writeBatch();
        }
        writer.end();
      }
    }
  }
}
