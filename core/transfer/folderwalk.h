#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/common/result.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Which paths take part, by lines in the syntax of .gitignore: the last one that matches wins, what is below
/// a folder that is left out cannot be taken in again.
class PathFilter final {
public:
    /// Of a file: a line each.
    void addLines(std::string_view text);
    void add(std::string_view line);
    [[nodiscard]] bool isEmpty() const { return m_rules.empty(); }
    [[nodiscard]] const std::string& text() const { return m_text; }

    /// Of a file, looked at with the folders it is in. Quick for paths in order.
    [[nodiscard]] bool isLeftOut(std::string_view path);
    /// Of a folder, without the "/" at its end.
    [[nodiscard]] bool isFolderLeftOut(std::string_view folder);

private:
    struct Rule {
        std::string pattern;
        bool takesIn = false;
        bool isOfFolders = false;
        bool isOfWholePath = false; ///< else of the last part
    };
    [[nodiscard]] const Rule* decide(std::string_view path, bool isFolder) const;

    std::vector<Rule> m_rules;
    std::string m_text;
    std::string m_folder; ///< asked about last
    bool m_isFolderOut = false;
};

/// Something below a folder.
struct FoundFile {
    enum class Kind : std::uint8_t {
        File,
        Unreadable, ///< the path of a folder ends in "/", that of the first one is empty
        Special,    ///< a pipe, a socket, a device
        Foreign,    ///< its name is no UTF-8
    };
    std::string path; ///< below that folder, as bytes
    Kind kind = Kind::File;
    std::int64_t size = 0;
    std::int64_t modified = 0; ///< ns since 1970

    /// Nothing where there is no file.
    [[nodiscard]] static std::optional<FoundFile> lookAt(const QString& path);
};
/// Goes through all that is below a folder, in the order of the bytes of whole paths; for another thread.
/// Links are followed, circles are not; hidden files count. A folder that is not there is an empty one.
void walkInOrder(const QString& folder, const PathFilter& filter, const std::atomic_bool& stopped,
                 const std::function<void(const FoundFile&)>& take);

/// Looks through files and folders of the machine, beside the event loop: what an upload of them would send.
/// Links are followed once; what is neither file nor folder (pipes, sockets, devices), cannot be read, leads
/// in a circle or has a name that is no UTF-8, as keys are, is left out and named.
class FolderWalk final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderWalk)
public:
    struct File {
        QString path;
        QString
            name; ///< below the folder that was asked for, that folder's name included: "photos/2026/a.jpg"
        qint64 size = 0;
    };
    struct Found {
        std::vector<File> files;
        qint64 bytes = 0;
        QStringList leftOut; ///< paths, the first hundred
        qint64 leftOutCount = 0;
    };

    explicit FolderWalk(QStringList paths);
    ~FolderWalk() override;

    /// From another thread to here: finished() follows.
    void start();
    [[nodiscard]] const Found& found() const { return *m_found; }
    /// Fails when it was cancelled.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    void cancel() override;

private:
    void giveUp() override { *m_stopped = true; }

    QStringList m_paths;
    std::shared_ptr<Found> m_found;
    std::shared_ptr<std::atomic_bool> m_stopped;
    Result<void> m_result;
};

/// A page of the objects whose keys begin with a prefix. A list that could
/// go on for ever is an error: keys come in the order of their bytes, as S3 promises for all but directory
/// buckets, and a token comes once.
class PrefixListing final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PrefixListing)
public:
    struct Object {
        std::string key;
        qint64 size = 0;
    };
    /// Where a page begins.
    struct Position {
        std::string after; ///< the last key that is listed; empty at the beginning
        std::string token; ///< the service's own; without one `after` is where to go on
    };
    struct Page {
        std::vector<Object> objects;
        std::string token; ///< of the next page; empty where only keys say how to go on
        bool isLast = false;
    };

    /// `done` runs once, from the event loop. Fails, beside what the call fails with, with kind Parse and
    /// UnorderedList (keys that repeat or go back), RepeatedToken or MissingToken (more is to come, and
    /// nothing says where), and with kind Unsupported, NoStartAfter, where a list of a directory bucket is to
    /// be gone on with by a key.
    PrefixListing(const Client& client, std::string bucket, std::string prefix, Position from,
                  std::function<void(const Result<Page>&)> done);

    /// `done` does not run any more.
    void cancel();

private:
    void answered();
    [[nodiscard]] Result<Page> read(const Value& answer) const;
    [[nodiscard]] Error problem(const char* code, const std::string& what) const;

    std::string m_bucket;
    std::string m_prefix;
    Position m_from;
    std::function<void(const Result<Page>&)> m_done;
    ReplyPtr m_reply;
    bool m_isCancelled = false;
};

} // namespace inia
