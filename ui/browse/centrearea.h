#pragma once

#include "ui/browse/servicekit.h"

#include <QtWidgets/QStackedWidget>

#include <map>
#include <memory>

namespace inia::ui {

class StateView;

// The right side of a session: what is known about the selected thing, by the panel that the kits have for
// it.
class DetailsArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsArea)

public:
    // All of it outlives the area.
    DetailsArea(const ServiceKits& kits, const ViewParts& parts, QWidget* parent = nullptr);

    void showSelection(const Selection& selection);
    // A panel that a page has of its own; stays here until it is deleted.
    void showPanel(QWidget* panel);
    // Nothing is selected: says what would be shown here.
    void clear();
    // Asks again for what failed for want of a person who signs in.
    void goOn();

private:
    void show(QWidget* panel);
    DetailsView& panelBy(PanelMaker maker);

    const ServiceKits& m_kits;
    const ViewParts& m_parts;
    std::map<PanelMaker, DetailsView*> m_panels; // made when they are first needed
    StateView* m_nothing;
};

// The middle of a session: the page that the kits have for the place one is at. Each page is made when it is
// first needed, and kept.
class CentreArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CentreArea)

public:
    // All of it outlives the area.
    CentreArea(const ServiceKits& kits, const ViewParts& parts, DetailsArea& details,
               QWidget* parent = nullptr);
    ~CentreArea() override;

    void enter(const Place& place, const Place& from);
    [[nodiscard]] CentrePage& page() const { return *m_current; }
    // The page of a class, whether it is shown or not.
    template <class Page>
    [[nodiscard]] Page& pageOf()
    {
        return static_cast<Page&>(pageBy(&makePage<Page>));
    }

private:
    CentrePage& pageBy(PageMaker maker);

    const ServiceKits& m_kits;
    const ViewParts& m_parts;
    DetailsArea& m_details;
    std::map<PageMaker, std::unique_ptr<CentrePage>> m_pages;
    CentrePage* m_current = nullptr;
};

} // namespace inia::ui
