#include "core/transfer/transferjob.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace inia {

void TransferJob::add(TransferItem item)
{
    ++counts.files;
    counts.bytes += std::max<qint64>(0, item.size);
    waiting.push_back(nextItem);
    items.emplace(nextItem++, std::move(item));
}

void TransferJob::requeue(bool failedToo)
{
    waiting.clear();
    for (auto& [number, item] : items) {
        if (item.state == TransferItem::State::Failed && !failedToo)
            continue;
        counts.failedFiles -= item.state == TransferItem::State::Failed ? 1 : 0;
        item.state = TransferItem::State::Waiting;
        item.breaks = 0;
        item.error.clear();
        waiting.push_back(number);
    }
}

void TransferJob::setDone(quint64 number, Done how)
{
    const auto item = items.find(number);
    if (item == items.end())
        return;
    breaks = 0;
    ++counts.doneFiles;
    counts.skippedFiles += how == Done::Skipped ? 1 : 0;
    counts.unverifiedFiles += how == Done::Unverified ? 1 : 0;
    counts.doneBytes += std::max<qint64>(0, item->second.size);
    items.erase(item);
}

void TransferJob::setFailed(quint64 number, std::string why)
{
    const auto item = items.find(number);
    if (item == items.end())
        return;
    counts.failedFiles += item->second.state == TransferItem::State::Failed ? 0 : 1;
    item->second.state = TransferItem::State::Failed;
    item->second.error = std::move(why);
}

bool isCredentialsLapse(const Error& error)
{
    constexpr std::array<std::string_view, 4> codes{"ExpiredToken", "ExpiredTokenException", "RequestExpired",
                                                    "TokenRefreshRequired"};
    return error.kind == ErrorKind::Credentials ||
           std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

bool isInterruption(const Error& error)
{
    constexpr int firstServerError = 500;
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
           error.kind == ErrorKind::Tls || isCredentialsLapse(error) ||
           (error.kind == ErrorKind::Service && error.httpStatus >= firstServerError &&
            error.code != "NotImplemented");
}

} // namespace inia
