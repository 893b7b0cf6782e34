import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene as a peer of the search bench: English analyser, one field of title and abstract, BM25 as it comes, merged to one
 * segment, memory-mapped, one thread. Reads commands from standard input:
 *
 * <pre>
 * index FILE       papers, one a line: id, title and abstract between tabs; answers "indexed SECONDS"
 * open             takes the index that is there; answers "opened"
 * search LIMIT N   N queries follow, one a line; answers a line for each: nanoseconds, then the ids, between spaces
 * </pre>
 */
public final class LuceneHarness {
  private final Analyzer analyzer = new EnglishAnalyzer();
  private final QueryBuilder queries = new QueryBuilder(analyzer);
  private final MMapDirectory directory;
  private IndexSearcher searcher;

  private LuceneHarness(Path folder) throws IOException {
    directory = new MMapDirectory(folder);
  }

  public static void main(String[] args) throws IOException {
    var harness = new LuceneHarness(Path.of(args[0]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("index")) {
        out.println("indexed " + harness.index(Path.of(words[1])));
      } else if (words[0].equals("open")) {
        harness.open();
        out.println("opened");
      } else {
        for (int left = Integer.parseInt(words[2]); left > 0; left--) {
          out.println(harness.search(in.readLine(), Integer.parseInt(words[1])));
        }
      }
      out.flush();
    }
  }

  private double index(Path file) throws IOException {
    long start = System.nanoTime();
    var config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(256);
    try (var writer = new IndexWriter(directory, config);
        var papers = Files.newBufferedReader(file)) {
      for (String line = papers.readLine(); line != null; line = papers.readLine()) {
        String[] parts = line.split("\t", -1);
        var document = new Document();
        document.add(new StoredField("id", parts[0]));
        document.add(new TextField("text", parts[1] + " " + parts[2], Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    open();
    return seconds;
  }

  private void open() throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setQueryCache(null); // the same queries come in every round
  }

  private String search(String text, int limit) throws IOException {
    long start = System.nanoTime();
    Query query = queries.createBooleanQuery("text", text);
    var ids = new StringBuilder();
    if (query != null) {
      var stored = searcher.storedFields();
      for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
        ids.append(' ').append(stored.document(hit.doc).get("id"));
      }
    }
    return (System.nanoTime() - start) + ids.toString();
  }
}
