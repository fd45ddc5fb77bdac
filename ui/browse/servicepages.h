#pragma once

#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"

namespace inia::ui {

class CompareView;
class ConsoleView;
class FunctionView;
class LogView;
class OperationsView;
class QueueView;
class SecretView;

// A log group of CloudWatch Logs, or one of its streams: its events.
class LogsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogsPage)

public:
    LogsPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;

private:
    const Session& m_session;
    DetailsArea& m_details;
    LogView* m_view; // the page's widget
};

// A queue of SQS: about how many messages it has, and those somebody looks at.
class QueuePage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueuePage)

public:
    QueuePage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;

private:
    void showDetails();

    const Session& m_session;
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    QueueView* m_view; // the page's widget
    Place m_place;
    Value m_answer; // of the queue's attributes; null until they are known
};

// A folder of S3 beside a folder of this machine or another of S3.
class ComparePage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComparePage)

public:
    ComparePage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;

private:
    const Session& m_session;
    DetailsArea& m_details;
    CompareView* m_view; // the page's widget
    QString m_profile;
    Place m_place;
};

// A function of Lambda: what it is set to, and calling it.
class FunctionPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FunctionPage)

public:
    FunctionPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void goOn() override;
    void cancelLoading() override;
    void showNotice(const QString& text) override;

private:
    const Session& m_session;
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    FunctionView* m_view; // the page's widget
    Place m_place;
};

// A secret of Secrets Manager or a parameter of Systems Manager.
class SecretPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretPage)

public:
    SecretPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void goOn() override;
    void cancelLoading() override;
    void showNotice(const QString& text) override;

private:
    const Session& m_session;
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    SecretView* m_view; // the page's widget
    Place m_place;
};

// A resource by its aspects, or its metrics alone.
class OperationsPage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationsPage)

public:
    OperationsPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    void goOn() override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    [[nodiscard]] QWidget* focusArea() const override;
    [[nodiscard]] Act act(CommandId id) override;
    void showNotice(const QString& text) override;

private:
    void showDetails();

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    OperationsView* m_view; // the page's widget
    Place m_place;
};

// Where else one looks at a resource, beside its own place.
struct EverydayPlace {
    QString text;
    QString iconName;
    Place place;
};
[[nodiscard]] std::vector<EverydayPlace> everydayPlaces(const Place& place, const Resource& resource);

// Views for what people look at every day, each at the place of one resource. Its lists are the explorer's.
class EverydayKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

// The API console: places are "api://", "api://ec2" and "api://ec2/RunInstances". The details are what it
// sends and what came of it.
class ConsolePage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsolePage)

public:
    static constexpr std::string_view scheme = "api";

    ConsolePage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] static bool isFor(const Place& place);
    // In place of what is set.
    void setParams(const Value& params);
    [[nodiscard]] static Place placeOf(const std::string& service, const std::string& operation = {});

    [[nodiscard]] QWidget* focusArea() const override;
    void enter(const Place& place, const Place& from) override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    void showNotice(const QString& text) override;

private:
    DetailsArea& m_details;
    ConsoleView* m_view; // the page's widget
};

class ConsoleKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

} // namespace inia::ui
