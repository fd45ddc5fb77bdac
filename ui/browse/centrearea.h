#pragma once

#include "ui/browse/centrepage.h"

#include <QtWidgets/QStackedWidget>

#include <map>
#include <memory>

namespace inia {
class Session;
}

namespace inia::ui {

class Appearance;
class ResourcesPage;
class ChangeGate;
class ColumnChoices;
class DetailsArea;
class ObjectsPage;
class ServiceResources;
struct KeptCalls;

// The middle of a session: which page stands for which place. To put another view there, give its places a
// kind in kindOf() and its page a line in makePage().
class CentreArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CentreArea)

public:
    // What pages are made with; all of it outlives the area.
    struct Parts {
        const Appearance& appearance;
        const Session& session;
        const ServiceResources& resources;
        DetailsArea& details;
        ChangeGate& gate;
        QString profile;
        std::shared_ptr<ColumnChoices> columns; // null: each table has its own
        std::shared_ptr<KeptCalls> kept;        // of the API console; null: none
    };

    explicit CentreArea(Parts parts, QWidget* parent = nullptr);
    ~CentreArea() override;

    void enter(const Place& place, const Place& from);
    [[nodiscard]] CentrePage& page() const { return *m_current; }
    [[nodiscard]] ObjectsPage& objects();
    [[nodiscard]] ResourcesPage& collection();

signals:
    void placeRequested(const inia::ui::Place& place);
    void placeRefined(const inia::ui::Place& place);
    void upRequested();
    void signInRequested();
    void enterPathRequested();
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void contextMenuRequested(const std::vector<inia::Resource>& resources, const QPoint& global);
    // By the Delete key; `global` is where a menu would open.
    void deletionRequested(const std::vector<inia::Resource>& resources, const QPoint& global);

private:
    enum class Kind : quint8 {
        Objects,    // keys of a bucket
        Items,      // items of a DynamoDB table
        Service,    // collections of a service
        Console,    // any operation of any service
        Collection, // resources of one collection, one of them selected
    };

    [[nodiscard]] static Kind kindOf(const Place& place);
    [[nodiscard]] std::unique_ptr<CentrePage> makePage(Kind kind);
    CentrePage& pageOf(Kind kind);
    void connectPage(CentrePage& page);

    Parts m_parts;
    std::map<Kind, std::unique_ptr<CentrePage>> m_pages;
    CentrePage* m_current = nullptr;
};

} // namespace inia::ui
