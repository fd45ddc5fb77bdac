#pragma once

#include "core/client/client.h"

#include <QtCore/QObject>

#include <functional>
#include <string>
#include <vector>

namespace inia {

/// A page of the objects whose keys begin with a prefix, after a key. Destroying it gives the call up.
class PrefixListing final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PrefixListing)
public:
    struct Object {
        std::string key;
        qint64 size = 0;
    };
    struct Page {
        std::vector<Object> objects;
        bool isLast = false;
    };

    /// `done` runs once, from the event loop.
    PrefixListing(const Client& client, const std::string& bucket, const std::string& prefix,
                  const std::string& after, std::function<void(const Result<Page>&)> done);

private:
    void answered();

    std::function<void(const Result<Page>&)> m_done;
    ReplyPtr m_reply;
};

} // namespace inia
