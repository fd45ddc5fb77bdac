#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/listing/objectsearch.h"
#include "core/logs/logevents.h"
#include "core/session/session.h"

#include <optional>

namespace inia::cli {

/// Runs one `inia-cli ls`, `find` or `du`. What is found is printed as it comes, of `ls` in the order of
/// keys. A signal ends it with what has been printed so far.
class ListingCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListingCommand)
public:
    ListingCommand(Runtime runtime, ListingArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void listPages(const char* operation, Value params);
    void listAll(const ObjectSearch::Place& place);
    void search(std::vector<ObjectSearch::Place> places);
    void sum(const ObjectSearch::Place& place);
    void printPage(const Value& page);
    void printReady();
    void printHits(std::size_t scope, std::size_t first);
    void printSums();
    void tellPlaces();
    void interrupt(int signalNumber);
    void end(const Result<void>& result);
    void warn(const std::vector<std::string>& warnings) const;

    Runtime m_runtime;
    ListingArguments m_arguments;
    std::optional<Client> m_client;
    std::string m_bucket; ///< of `ls` and `du`
    Interruption m_interruption;
    Owned<PageReader> m_pages; // one of them
    Owned<RangedListing> m_listing;
    Owned<ObjectSearch> m_search;
    Owned<PrefixSizes> m_sizes;
    std::size_t m_printed = 0;  ///< of `ls`
    std::size_t m_repeated = 0; ///< of those, that come again when it is all listed anew
    int m_signal = 0;           ///< that asked for the end; 0 while none has
};

/// Runs one `inia-cli logs search` or `tail`: an event a line, the oldest first. A tail ends by a signal, or
/// when the group can no longer be read.
class LogsCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogsCommand)
public:
    LogsCommand(Runtime runtime, LogsArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void follow(Client client, logs::LogQuestion question);
    void search(Client client, logs::LogQuestion question);
    void printEvents(const std::vector<logs::LogEvent>& events);

    Runtime m_runtime;
    LogsArguments m_arguments;
    Interruption m_interruption;
    Owned<logs::LogSearch> m_search; // one of them
    Owned<logs::LogTail> m_tail;
    int m_signal = 0; ///< that asked for the end; 0 while none has
};

} // namespace inia::cli
