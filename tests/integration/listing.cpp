#include "tests/integration/listing.h"

#include <QtCore/QEventLoop>

namespace inia::tests {

using State = CollectionCursor::State;

namespace {

void take(Listing& listing, const CollectionCursor& cursor, const CollectionPage& page)
{
    for (auto& resource : cursor.resources(page)) {
        const auto& names = resource.identifiers();
        listing.keys.push_back(names.empty() ? std::string() : names.back().text());
        listing.resources.push_back(std::move(resource));
    }
    for (const auto& prefix : page.response["CommonPrefixes"].items())
        listing.prefixes.push_back(prefix["Prefix"].text());
}

} // namespace

Resource bucketOf(const Session& session, const std::string& name)
{
    return session.resource("s3").value().subResource("Bucket", {name}).value();
}

Listing listAll(const Collection& collection)
{
    Listing listing;
    const auto cursor = collection.open();
    QObject::connect(cursor.get(), &CollectionCursor::pageReady, cursor.get(),
                     [&](const CollectionPage& page) { take(listing, *cursor, page); });
    do {
        QEventLoop loop;
        QObject::connect(cursor.get(), &CollectionCursor::stateChanged, &loop, [&] {
            if (cursor->state() != State::Loading)
                loop.quit();
        });
        cursor->fetchNextPage();
        if (cursor->state() == State::Loading)
            loop.exec();
    } while (cursor->state() == State::More);
    listing.error = cursor->error();
    listing.state = cursor->state();
    listing.requests = cursor->requests();
    return listing;
}

const Result<Value>& waitFor(Reply& reply)
{
    if (!reply.isFinished()) {
        QEventLoop loop;
        QObject::connect(&reply, &Reply::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return reply.result();
}

} // namespace inia::tests
