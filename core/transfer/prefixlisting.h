#pragma once

#include "core/client/client.h"

#include <QtCore/QObject>

#include <functional>
#include <string>
#include <vector>

namespace inia {

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
